class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), [*It()], max(It()), dict(zip(It(), 'abc')), next(iter([]), 'default'))
(a, (b, *c)), d = [1, (2, 3, 4)], 5
print(a, b, c, d, {*It()}, list(reversed([1, 2])), list(iter(iter([1, 2, 0, 3]).__next__, 0)))
a, b = 1, 2, 3
