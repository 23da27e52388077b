# Nothing of the server's is open here, and no socket that others connect to.
# expect: alive
# cause: exited|exception
# stdout-contains: looked
import socket, stat
for fd in range(3, 1024):
    if not is_open(fd):
        continue
    mode = os.fstat(fd).st_mode
    if stat.S_ISDIR(mode) or stat.S_ISBLK(mode):
        print('BREACH', fd, oct(mode))
    if stat.S_ISSOCK(mode):
        s = socket.socket(fileno=os.dup(fd))
        s.setblocking(False)
        attempt('accept', s.accept)
        s.setblocking(True)
        s.detach()
print('looked')
