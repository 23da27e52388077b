import sys

sys.stdout.detach()
x = 1
