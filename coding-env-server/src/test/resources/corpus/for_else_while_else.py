for i in range(2):
    pass
else:
    print('for-else')
while False:
    pass
else:
    print('while-else')
