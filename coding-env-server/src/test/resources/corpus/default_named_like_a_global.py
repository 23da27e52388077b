n = 100
def f(n=1):
    return n
print(f())
