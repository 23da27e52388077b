print(1, 'a', None, [1, 2])
