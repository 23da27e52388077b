# expect: any
# cause: timeout|exception
# timeout: 1
import sys
def hook(*a):
    while True:
        pass
sys.excepthook = sys.displayhook = hook
1/0
