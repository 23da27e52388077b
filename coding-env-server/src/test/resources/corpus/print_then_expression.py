print('a')
40 + 2
