def solve(values):
    raise StopIteration
