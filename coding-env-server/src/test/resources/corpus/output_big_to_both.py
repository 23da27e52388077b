import sys
for i in range(3000):
    print('o' * 50)
    print('e' * 50, file=sys.stderr)
