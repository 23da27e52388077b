import functools
def repeat(n):
    def deco(f):
        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            """wrapper's own"""
            return [f(*args, **kwargs) for _ in range(n)]
        return wrapper
    return deco
class Counted:
    def __init__(self, f):
        self.f, self.calls = f, 0
    def __call__(self, *a):
        self.calls += 1
        return self.f(*a)
@Counted
@repeat(2)
def hello(name: str) -> str:
    """says hello"""
    return 'hello ' + name
print(hello('you'), hello.calls, hello.f.__name__, hello.f.__doc__, hello.f.__wrapped__('x'))
