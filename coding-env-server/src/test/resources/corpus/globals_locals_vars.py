x = 1
print(sorted(k for k in globals() if not k.startswith('__')))
print(locals() is globals(), vars() is globals(), 'x' in dir())
def f(a):
    b = 2
    return sorted(locals())
print(f(1))
globals()['made'] = 5
print(made)
