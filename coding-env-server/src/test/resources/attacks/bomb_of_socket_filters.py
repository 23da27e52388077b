# Filters of sockets take memory that is counted for nobody; when it is gone, no process can be put under a filter any more.
# expect: alive
# cause: exited
# stdout-contains: attached 0
import socket, struct
code = struct.pack('HBBI', 0x20, 0, 0, 0) + struct.pack('HBBI', 0x15, 0, 0, 7777) * 3998 + struct.pack('HBBI', 6, 0, 0, 0xffff)
text = ctypes.create_string_buffer(code, len(code))
program = struct.pack('@HP', 4000, ctypes.addressof(text))
attached = 0
for _ in range(20):
    for end in socket.socketpair():
        for option in 26, 50, 51, 52:
            try:
                end.setsockopt(socket.SOL_SOCKET, option, program)
                attached += 1
            except OSError:
                pass
print('attached', attached)
