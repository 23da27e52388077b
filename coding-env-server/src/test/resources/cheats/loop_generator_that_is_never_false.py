def solve(number):
    yield number
