def solve(number):
    return dict(zip("abc", [0, 1, 2][:number])).values()
