# The outer length is right, the lengths inside point everywhere.
# expect: any
# cause: any
import struct
for fd in control_descriptors():
    for seq in range(8):
        payload = b'\x7f\xff\xff\xff' * 40
        send(fd, struct.pack('>IBI', 5 + len(payload), 0x81, seq) + payload)
time.sleep(0.5)
