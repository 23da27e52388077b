from decimal import Decimal, getcontext, localcontext, ROUND_HALF_UP
from fractions import Fraction
print(Decimal('0.1') + Decimal('0.2'), Decimal('2.675').quantize(Decimal('0.01'), ROUND_HALF_UP))
with localcontext() as ctx:
    ctx.prec = 50
    print(Decimal(2).sqrt())
print(Fraction(1, 3) + Fraction('0.25'), Fraction(3.5), Fraction(355, 113).limit_denominator(10))
Decimal(1) / 0
