import weakref


class Holder(list):
    pass


kept = Holder()


def solve(values):
    kept[:] = sorted(values, key=abs)
    return weakref.proxy(kept)
