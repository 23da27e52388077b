import sys

deepest = 0


def f():
    global deepest
    deepest += 1
    f()


try:
    f()
except RecursionError:
    print(deepest, sys.getrecursionlimit())
