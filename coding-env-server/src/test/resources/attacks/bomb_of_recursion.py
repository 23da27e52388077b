# expect: any
# cause: any
# timeout: 2
import sys
sys.setrecursionlimit(10**9)
def f():
    f()
f()
