import warnings


def f():
    warnings.warn("of its caller", stacklevel=2)


f()
warnings.warn("of nobody", stacklevel=2)
warnings.warn("of nobody far up", stacklevel=5)
