# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import fcntl
open('own', 'w').close()
fd = os.open('own', os.O_RDONLY)
attempt('lease', fcntl.fcntl, fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
attempt('lease in the upper half', syscall, 72, fd, ctypes.c_long(1 << 32 | 1024), 0)
attempt('delegation', syscall, 72, fd, 1040, ctypes.create_string_buffer(16))
attempt('by a duplicate', lambda: fcntl.fcntl(os.dup(fd), fcntl.F_SETLEASE, fcntl.F_RDLCK))
