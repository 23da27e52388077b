sum = 5
print(sum)
