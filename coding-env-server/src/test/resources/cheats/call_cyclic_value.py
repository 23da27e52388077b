def solve(values):
    a = []
    a.append(a)
    return a
