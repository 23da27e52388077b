import cmath, math, sys
print(math.gcd(12, 18), math.comb(10, 3), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.inf, math.nan)
print(cmath.sqrt(-1), (1 + 2j) * (3 - 1j), round(2.5), round(-2.675, 2), 7 // -2, -7 % 3, divmod(7, -2), 0.1 + 0.2, 1e22, 1e16)
print(int('ff', 16), (255).to_bytes(2, 'big'), (2**100).bit_length(), float.fromhex('0x1.8p1'), (0.5).as_integer_ratio(), 1_000_000)
math.sqrt(-1)
