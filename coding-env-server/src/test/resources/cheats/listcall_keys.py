def solve(number):
    return {0: 0, 1: 1, 2: 2}.keys()
