# A thread reads the next request away from the worker.
# expect: any
# cause: any
# timeout: 2
import threading
def steal(fd):
    while os.read(fd, 65536):
        pass
for fd in control_descriptors():
    threading.Thread(target=steal, args=(fd,), daemon=True).start()
# --- next step ---
print('anybody there')
