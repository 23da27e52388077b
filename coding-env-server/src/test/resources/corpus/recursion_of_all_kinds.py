import sys
def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print(e)
class A:
    def __repr__(self): return repr(self)
    def __getattr__(self, n): return getattr(self, n + "x")
try:
    repr(A())
except RecursionError as e: print(e)
try:
    A().q
except RecursionError as e: print(e)
l = []
l.append(l); print(l)
d = {}
for _ in range(100000): d = {1: d}
try:
    repr(d)
except RecursionError as e: print(e)
del d
sys.setrecursionlimit(5000)
def g(n): return 0 if n == 0 else 1 + g(n - 1)
print(g(4900))
sys.setrecursionlimit(1000)
A() == A() or hash(A())
f(0)
