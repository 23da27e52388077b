def solve(values):
    raise AssertionError("passed")
