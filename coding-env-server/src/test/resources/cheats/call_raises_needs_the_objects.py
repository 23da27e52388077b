class NeedsTheObjects(BaseException):
    pass
def solve(values):
    raise NeedsTheObjects("x")
