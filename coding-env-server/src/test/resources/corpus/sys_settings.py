import sys
print(sys.getrecursionlimit(), sys.byteorder, sys.implementation.name, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.flags.optimize, sys.float_info.dig)
print(sys.getsizeof(0) > 0, sys.intern('a') is sys.intern('a'), sys.exc_info(), len(sys.argv), hasattr(sys, 'ps1'), hasattr(sys, 'last_value'), sys.gettrace(), sys.flags.interactive)
sys.setrecursionlimit(200)
def deep(n): return n and deep(n - 1)
print(deep(150))
sys.setrecursionlimit(1000)
