from collections import deque


def solve(values):
    return deque(sorted(values, key=abs))
