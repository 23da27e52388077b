# expect: any
# cause: any
# timeout: 1
import sys
class Monster:
    encoding = 'utf-8'
    closed = property(lambda self: 1/0)
    def __getattr__(self, name):
        raise KeyboardInterrupt
    def write(self, text):
        while True: pass
    def flush(self):
        while True:
            try:
                time.sleep(1)
            except BaseException:
                pass
sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Monster()
print('x')
