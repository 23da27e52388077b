# POSIX timers are counted as pending signals are; each user id has a share.
# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
made, timer, event = 0, ctypes.c_int(), ctypes.create_string_buffer(64)
try:
    while made < 100_000:
        syscall(222, 1, 0, ctypes.byref(timer))
        made += 1
except OSError as e:
    print('refused', e.strerror)
print('BREACH' if made > 64 else 'few', made)
