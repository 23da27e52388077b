# expect: any
# cause: any
import struct
for fd in control_descriptors():
    for kind in range(256):
        send(fd, struct.pack('>IBI', 5, kind, 1))
time.sleep(0.5)
