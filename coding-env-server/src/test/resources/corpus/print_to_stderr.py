import sys
print('e', file=sys.stderr)
