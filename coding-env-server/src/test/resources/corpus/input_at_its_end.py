x = input('name? ')
print(x)
