import functools
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@functools.singledispatch
def show(x): return 'any'
@show.register
def _(x: int): return 'int'
@show.register(list)
def _(x): return 'list of ' + show(x[0])
print(show('x'), show(1), show([2]), functools.partial(pow, 2)(5))
@functools.total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(V(1) >= V(0), max(V(1), V(3)).n)
class C:
    @functools.cached_property
    def p(self):
        print('once')
        return 5
c = C()
print(c.p + c.p)
