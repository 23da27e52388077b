import sys


def solve(values):
    sys.setrecursionlimit(1 << 30)
    return solve(values)
