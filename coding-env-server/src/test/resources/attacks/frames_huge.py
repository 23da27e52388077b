# One that goes on for ever, as fast as it can be sent.
# expect: dead
# cause: crashed|timeout
# timeout: 2
import struct
for fd in control_descriptors():
    os.set_blocking(fd, True)
    send(fd, struct.pack('>IBI', 1 << 30, 0x81, 1))
    while send(fd, b'\0' * 65536):
        pass
