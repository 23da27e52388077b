f = lambda x, y=2, *a, **k: x + y + len(a) + len(k)
print(f(1), f(1, 2, 3, z=4))
