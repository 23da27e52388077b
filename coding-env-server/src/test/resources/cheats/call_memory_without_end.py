def solve(values):
    return [bytearray(1 << 24) for _ in range(10000)]
