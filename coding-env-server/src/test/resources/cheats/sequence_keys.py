def solve(number):
    return dict.fromkeys([0, 1, 2][:number]).keys()
