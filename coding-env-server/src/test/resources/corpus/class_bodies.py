class C:
    values = []
    for i in range(3):
        values.append(i * 2)
    if values:
        has = True
    squares = [v ** 2 for v in range(3)]
    del i
    print('in the body', __qualname__, __module__)
    def __init_subclass__(cls, **kw):
        print('subclass', cls.__name__, kw)
    def __class_getitem__(cls, item):
        return f'C[{item}]'
class D(C, kind='x'): pass
print(C.values, C.squares, hasattr(C, 'i'), C[int], D.__mro__[1].__name__)
