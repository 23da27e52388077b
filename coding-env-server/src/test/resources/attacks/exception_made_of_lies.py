# expect: any
# cause: any
class Meta(type):
    def __getattribute__(cls, name):
        if name in ('__name__', '__qualname__', '__module__'):
            raise RuntimeError('no name')
        return super().__getattribute__(name)
class Liar(Exception, metaclass=Meta):
    __class__ = property(lambda self: int)
    args = property(lambda self: 1/0)
    __notes__ = 5
    def __getattribute__(self, name):
        raise SystemExit(7)
a, b = ValueError('a'), ValueError('b')
a.__cause__, b.__cause__ = b, a
a.__context__ = Liar()
try:
    raise a
except ValueError:
    raise Liar('x') from a
