def solve(values):
    raise KeyboardInterrupt
