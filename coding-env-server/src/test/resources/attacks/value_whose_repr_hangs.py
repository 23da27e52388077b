# expect: any
# cause: timeout|exited
# timeout: 1
class Monster:
    def __repr__(self):
        while True:
            try:
                while True: pass
            except BaseException:
                pass
Monster()
