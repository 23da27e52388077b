# A thread answers before anybody has asked.
# expect: any
# cause: any
import struct, threading
def answer():
    time.sleep(0.1)
    for fd in control_descriptors():
        send(fd, struct.pack('>IBI', 69, 0x81, 2) + b'\0' * 64)
threading.Thread(target=answer, daemon=True).start()
# --- next step ---
import time
time.sleep(0.3)
# --- next step ---
print('asked again')
