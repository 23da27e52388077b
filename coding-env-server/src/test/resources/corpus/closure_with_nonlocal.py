def mk():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
i = mk()
i()
print(i())
