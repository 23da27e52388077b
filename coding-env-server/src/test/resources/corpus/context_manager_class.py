class C:
    def __enter__(self):
        print('in')
        return 7
    def __exit__(self, *a):
        print('out')
with C() as c:
    print(c)
