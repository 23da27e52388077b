import inspect
def f(a, *, b=1):
    "doc"
    return a  # comment
class A:
    """d"""
    def m(self): return 1
    @property
    def p(self): return 2
print(inspect.getsource(f)); print(inspect.getsource(A)); print(inspect.getsource(A.m)); print(inspect.getsourcelines(A.p.fget))
print(inspect.signature(f), inspect.getdoc(A), inspect.getmodule(f).__name__)
# --- next step ---
print(inspect.getsource(f)); print(inspect.getsource(A)); print(inspect.getsource(A.m))
g = lambda x: x + 1
print(inspect.getsource(g), end="")
exec("def h(): pass")
print(inspect.getsource(h))
