# expect: any
# cause: any
# timeout: 1
class Monster:
    def __del__(self):
        while True:
            try:
                while True: pass
            except BaseException:
                pass
m = Monster()
# --- next step ---
m = None
