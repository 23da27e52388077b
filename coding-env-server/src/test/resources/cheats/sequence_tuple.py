def solve(number):
    return tuple([0, 1, 2][:number])
