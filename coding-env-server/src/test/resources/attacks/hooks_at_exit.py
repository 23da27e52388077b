# What is registered for the end can't hold up the end.
# expect: any
# cause: exited|timeout
# timeout: 2
import atexit, signal, sys, threading
def loop():
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass
atexit.register(loop)
threading.Thread(target=loop).start()
sys.exit(0)
