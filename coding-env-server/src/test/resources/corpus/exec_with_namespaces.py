ns = {}
exec('def f(x):\n    return x + y\ny = 10', ns)
print(ns['f'](1), eval('a + b', {'a': 1}, {'b': 2}))
code = compile('z = 5\nprint(z)', 'name.py', 'exec')
exec(code)
print(z, code.co_filename)
exec('1/0')
