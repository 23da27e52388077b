def solve(values):
    return float("nan")
