try:
    int('x')
except ValueError as e:
    print('caught', e)
else:
    print('else')
finally:
    print('finally')
