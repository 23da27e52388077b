def solve(values):
    values.sort(key=abs)
    return values
