def gen():
    try:
        yield 1
        yield 2
    finally:
        print("closed")
g = gen(); next(g)
h = gen(); next(h)
del g
def bad():
    try:
        yield
    finally:
        raise ValueError("in finally")
b = bad(); next(b); del b
def ignores():
    while True:
        try: yield
        except GeneratorExit: pass
i = ignores(); next(i); del i
# --- next step ---
h.close()
print(list(x for x in gen()))
next(h)
