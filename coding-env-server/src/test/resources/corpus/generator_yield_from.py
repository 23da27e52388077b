def inner():
    got = yield 1
    print('inner got', got)
    return 'result'
def outer():
    result = yield from inner()
    print('outer got', result)
    yield from range(2)
g = outer()
print(next(g), g.send('hello'), list(g))
