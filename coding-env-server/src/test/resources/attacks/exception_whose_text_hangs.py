# expect: any
# cause: timeout|exception
# timeout: 1
class Monster(Exception):
    def __str__(self):
        while True:
            try:
                while True: pass
            except BaseException:
                pass
raise Monster
