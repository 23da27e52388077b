# Where there are no namespaces the process ends with the zygote; it can't take that back, nor adopt, nor be dumped.
# expect: alive
# cause: exited
# stdout-contains: looked
import signal
before = ctypes.c_int()
libc.prctl(2, ctypes.byref(before), 0, 0, 0)
if not host.namespaces:
    if before.value != signal.SIGKILL:
        print('BREACH', before.value)
    for option, value in (1, 0), (36, 1), (4, 1), (0x59616D61, -1):
        attempt(option, lambda: 0 if libc.prctl(option, ctypes.c_long(value), 0, 0, 0) == 0 else 1 / 0)
print('looked')
