counter = 7
print(countr)
