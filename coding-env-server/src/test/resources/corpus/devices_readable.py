print(open('/dev/null').read() == '', open('/dev/zero', 'rb').read(4), len(open('/dev/urandom', 'rb').read(8)))
print('discarded', file=open('/dev/null', 'w'))
