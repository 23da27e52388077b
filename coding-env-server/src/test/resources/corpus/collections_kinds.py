from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque
d = defaultdict(list)
d['a'].append(1)
print(d, Counter('abca') - Counter('a'), deque([1, 2, 3], maxlen=2), ChainMap({'a': 1}, {'a': 2, 'b': 3})['b'])
o = OrderedDict(a=1, b=2)
o.move_to_end('a')
class Upper(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)
print(o, Upper(x=1))
