class A:
    pass
A()
