def solve(values):
    return dict.fromkeys(sorted(values, key=abs)).keys()
