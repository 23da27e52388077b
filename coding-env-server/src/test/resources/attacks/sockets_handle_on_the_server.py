# The connection to the server knows who made it, and newer kernels give a handle on that process.
# expect: alive
# cause: exited
# stdout-contains: looked
import socket
for fd in control_descriptors():
    end = socket.socket(fileno=os.dup(fd))
    try:
        handle = end.getsockopt(socket.SOL_SOCKET, 77)
    except OSError as e:
        print('refused', e.strerror)
    else:
        print('BREACH', handle)
    pid = int.from_bytes(end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], 'little')
    if host.namespaces and pid not in (0, os.getpid()):
        print('BREACH', pid)
    end.close()
print('looked')
