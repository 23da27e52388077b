# A seal on the files that output goes to can't keep the next step from writing, nor the server from emptying them.
# expect: alive
# cause: exited
# stdout-contains: second
import fcntl
for fd in range(64):
    for seal in 2, 4, 8, 16, 1:
        try:
            fcntl.fcntl(fd, 1033, seal)
            print('sealed', fd, seal)
        except OSError:
            pass
# --- next step ---
print('second')
