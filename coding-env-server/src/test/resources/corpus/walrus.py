if (n := 10) > 5:
    print(n)
print([y := 1, y**2], [last := i for i in range(3)], last)
