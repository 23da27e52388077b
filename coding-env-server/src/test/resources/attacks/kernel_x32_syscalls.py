# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
attempt('getpid', syscall, 0x40000000 | 39)
attempt('execve', syscall, 0x40000000 | 520, b'/bin/true', 0, 0)
attempt('ptrace', syscall, 0x40000000 | 521, 0, 0, 0, 0)
