class A:
    def __init__(self, n):
        self.n = n
    def f(self):
        return self.n
class B(A):
    def __init__(self):
        super().__init__(3)
    def f(self):
        return super().f() + 1
print(B().f())
