# expect: any
# cause: any
# timeout: 2
libc.pthread_self.restype = ctypes.c_void_p
main = libc.pthread_self()
import threading
threading.Thread(target=lambda: libc.pthread_cancel(ctypes.c_void_p(main))).start()
time.sleep(10)
