# Children that share memory, files and signal handlers with the interpreter, and die in the middle.
# needs: x86_64
# expect: any
# timeout: 5
# needs: processes
import signal
for flags in (0x11, 0x111, 0x411, 0x511, 0x811, 0x4111, 0x400 | 0x200 | 0x11):
    sys_pid = libc.syscall(ctypes.c_long(56), ctypes.c_long(flags), 0, 0, 0, 0)
    if sys_pid == 0:
        libc._exit(3)
    print(flags, sys_pid)
for flags in (0x8011, 0x20000011, 0x10000011, 0x40000011, 0x2000011):
    if libc.syscall(ctypes.c_long(56), ctypes.c_long(flags), 0, 0, 0, 0) != -1:
        print('BREACH', flags)
