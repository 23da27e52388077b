x = 'outer'
squares = {x: x * x for x in range(3)}
print(x, squares, {len(w) for w in ['a', 'bb', 'c']} == {1, 2})
fs = [lambda: i for i in range(3)]
print([f() for f in fs], [(lambda i=i: i)() for i in range(3)])
print([[c for c in row if c] for row in [[0, 1], [2, 0]]])
