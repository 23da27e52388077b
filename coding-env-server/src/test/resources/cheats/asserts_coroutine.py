async def solve(values):
    return sorted(values, key=abs)
