class A:
    def __getattr__(self, name): return 'made ' + name
    def __setattr__(self, name, v): print('set', name); super().__setattr__(name, v)
    def __delattr__(self, name): print('del', name)
    def __dir__(self): return ['only']
a = A()
a.x = 1
print(a.x, a.y, dir(a), getattr(a, 'z'))
del a.x
def __getattr__(name): return 0
