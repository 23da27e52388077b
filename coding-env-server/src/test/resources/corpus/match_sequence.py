v = [1, 2]
match v:
    case [a, b]:
        print(a + b)
