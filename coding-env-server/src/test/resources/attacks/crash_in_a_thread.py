# expect: dead
# cause: signal|crashed
import threading
threading.Thread(target=lambda: ctypes.string_at(0)).start()
time.sleep(5)
