"""The docstring of the program."""
print(__doc__)
print(__name__, type(__builtins__).__name__)
import sys, __main__
x = 3
print(__main__.x, sys.modules['__main__'] is __main__, vars(__main__) is globals())
