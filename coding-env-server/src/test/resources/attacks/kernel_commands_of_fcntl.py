# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
file = open('own', 'w')
for command in (1024, 1026, 1028, 1029, *range(1035, 1064), 8 if not host.namespaces else 1026, 12, 13, 14, 17, 35, 39, 1 << 32 | 1024, 1 << 32 | 1026):
    attempt(str(command), syscall, 72, file.fileno(), ctypes.c_long(command), 0)
