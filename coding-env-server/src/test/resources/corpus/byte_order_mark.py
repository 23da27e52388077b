print('after the mark')
