first = []


def solve(values):
    if first:
        raise StopAsyncIteration
    first.append(1)
    return sorted(values)
