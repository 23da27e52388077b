print('windows')
if True:
    print('lines')
x = '''a
b'''
print(repr(x))
