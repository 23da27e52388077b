import decimal
decimal.Decimal('x')
