import operator, types
print(operator.itemgetter(1, 0)('ab'), operator.attrgetter('real.imag')(1), operator.methodcaller('upper')('x'))
ns = types.SimpleNamespace(a=1)
print(ns, types.MappingProxyType({'x': 1}), isinstance(print, types.BuiltinFunctionType), types.new_class('K').__name__)
m = types.ModuleType('mod')
m.x = 1
print(m.x, m, type(lambda: 1), type(None), type(...), type(x for x in ()))
