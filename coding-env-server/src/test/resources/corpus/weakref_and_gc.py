import gc, weakref
class Node: pass
a = Node()
r = weakref.ref(a, lambda _: print('gone'))
d = weakref.WeakValueDictionary(k=a)
weakref.finalize(a, print, 'finalized')
print(r() is a, list(d))
del a
print(r(), list(d))
x, y = Node(), Node()
x.y, y.x = y, x
r = weakref.ref(x)
del x, y
print(gc.collect() >= 2, r(), gc.isenabled())
