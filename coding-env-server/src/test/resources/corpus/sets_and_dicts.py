a, b = {1, 2, 3}, {3, 4}
print(a & b, a | b, a ^ b, a - b, a >= {1}, frozenset([1]) in {frozenset([1])})
d = {'x': 1} | {'y': 2}
d.setdefault('z', []).append(3)
print(d, d.pop('x'), list(d.items()), dict.fromkeys('ab', 0), d.get('q', 'no'), {1: 'a', 1.0: 'b', True: 'c'})
for k in d:
    d[k + '!'] = 1
