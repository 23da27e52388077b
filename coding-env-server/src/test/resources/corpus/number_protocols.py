class N:
    def __init__(self, v): self.v = v
    def __radd__(self, o): return N(o + self.v)
    def __iadd__(self, o): self.v += o; return self
    def __neg__(self): return N(-self.v)
    def __bool__(self): return self.v != 0
    def __index__(self): return self.v
    def __format__(self, spec): return f'<{self.v}:{spec}>'
    def __getitem__(self, k): return k
    def __contains__(self, k): return k == self.v
    def __call__(self, *a, **k): return a, k
    def __repr__(self): return f'N({self.v})'
n = 1 + N(2)
n += 5
print(n, -n, bool(N(0)), [10, 20, 30][N(1)], f'{n:x}', n[1:2, ...], 8 in n, n(1, k=2), hex(N(255)))
n + 'x'
