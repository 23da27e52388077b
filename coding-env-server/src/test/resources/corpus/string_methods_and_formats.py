print('a,b'.split(','), '{:>4}|'.format(3), '%05.1f' % 2.5)
