def solve(values):
    yield from sorted(values, key=abs)
