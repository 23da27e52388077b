def solve(values):
    while True:
        yield 1
