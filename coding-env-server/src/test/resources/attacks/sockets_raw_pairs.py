# To the kernel a raw unix socket is one of datagrams, which can be sent to any name.
# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import socket
attempt('raw pair', socket.socketpair, socket.AF_UNIX, socket.SOCK_RAW)
attempt('raw', socket.socket, socket.AF_UNIX, socket.SOCK_RAW)
pair = (ctypes.c_int * 2)()
for kind in (3, 4, 6, 10, 0x80003, 0x80803):
    attempt(f'kind {kind}', syscall, 53, 1, kind, 0, pair)
attempt('high half', syscall, 53, ctypes.c_long(1 << 32 | 1), ctypes.c_long(1 << 32 | 3), 0, pair)
