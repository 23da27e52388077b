exec('z = 3')
print(z)
