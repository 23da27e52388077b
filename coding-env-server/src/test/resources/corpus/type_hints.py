def f(x: int) -> str:
    return str(x)
y: int = 5
print(f(y))
