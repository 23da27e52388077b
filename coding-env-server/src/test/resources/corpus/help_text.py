def f(x):
    """Says what it does."""
help(f)
