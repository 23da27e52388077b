print(int(input()) ** 2)
print("or not")
