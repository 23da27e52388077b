# Answers its own step by hand, with every sequence number it can think of.
# expect: any
# cause: any
import struct
for fd in control_descriptors():
    for seq in range(64):
        payload = b'\0' * 64
        send(fd, struct.pack('>IBI', 5 + len(payload), 0x81, seq) + payload)
print('done')
