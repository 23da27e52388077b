print('x' * 60000)
