class Registry(type):
    seen = []
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        mcs.seen.append(name)
        return cls
    def __call__(cls, *a):
        print('making', cls.__name__)
        return super().__call__(*a)
    def __prepare__(name, bases, **kw):
        return {'injected': 1}
class A(metaclass=Registry): pass
class B(A):
    def __init__(self, x): self.x = x
print(Registry.seen, B(1).x, B.injected, type(B) is Registry)
class X(type): pass
class Y(A, metaclass=X): pass
