def solve(values):
    return [0 for _ in values]
