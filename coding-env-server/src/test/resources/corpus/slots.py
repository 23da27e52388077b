class S:
    __slots__ = ('x', '__weakref__')
s = S()
s.x = 1
print(s.x, hasattr(s, '__dict__'))
s.y = 2
