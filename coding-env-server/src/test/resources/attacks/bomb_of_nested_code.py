# expect: any
# cause: any
# timeout: 5
import sys
sys.setrecursionlimit(10**6)
eval('-' * 500_000 + '1')
