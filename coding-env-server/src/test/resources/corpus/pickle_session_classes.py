import pickle
class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b
    def __eq__(self, other):
        return (self.a, self.b) == (other.a, other.b)
def double(x):
    return 2 * x
# --- next step ---
data = pickle.dumps([Pair(1, 'x'), double, Pair])
print(b'__main__' in data)
# --- next step ---
pair, f, cls = pickle.loads(data)
print(pair == Pair(1, 'x'), f is double, cls is Pair)
try:
    pickle.dumps(lambda: 1)
except pickle.PicklingError as e:
    print('no lambdas')
import copy
print(copy.deepcopy(pair) == pair)
