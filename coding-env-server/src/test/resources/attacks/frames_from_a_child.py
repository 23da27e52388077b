# A child keeps the connection and talks into it between the steps.
# expect: any
# cause: any
# rung: namespaces
import struct
if os.fork() == 0:
    time.sleep(0.1)
    for fd in control_descriptors():
        send(fd, struct.pack('>IBI', 69, 0x81, 2) + b'\0' * 64)
    time.sleep(30)
    os._exit(0)
# --- next step ---
import time
time.sleep(0.3)
