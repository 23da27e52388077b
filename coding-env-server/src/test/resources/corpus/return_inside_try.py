def f():
    try:
        return 'from try'
    except Exception:
        return 'from except'
print(f())
