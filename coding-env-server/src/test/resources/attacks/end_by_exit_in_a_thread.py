# expect: dead
# cause: exited|crashed
import threading
threading.Thread(target=lambda: os._exit(0)).start()
time.sleep(10)
