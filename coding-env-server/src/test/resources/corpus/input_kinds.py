import sys
print(repr(sys.stdin.readline()))
try:
    input()
except EOFError as e:
    print('end', e)
for line in sys.stdin:
    print('never')
import fileinput
print(list(fileinput.input(())))
