class Done(StopIteration):
    pass


def solve(values):
    raise Done("all cases")
