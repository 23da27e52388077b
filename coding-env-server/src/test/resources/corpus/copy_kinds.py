import copy
class C:
    def __init__(self): self.l = [1]
    def __deepcopy__(self, memo):
        print('deep')
        return self
a = [[1], C()]
b, c = copy.copy(a), copy.deepcopy(a)
a[0].append(2)
print(b[0], c[0], c[1] is a[1])
l = [1]
l.append(l)
print(copy.deepcopy(l))
