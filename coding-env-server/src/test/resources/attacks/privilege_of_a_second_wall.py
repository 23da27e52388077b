# A file rule set or a filter of one's own, and the flags that could loosen those in force.
# needs: x86_64
# expect: alive
# cause: exited
for number, *values in ((444, 0, 0, 1), (446, -1, 0), (445, -1, 1, 0, 0), (317, 1, 0, 0), (317, 1, 8, 0), (317, 3, 0, 0), (135, 0x0400000),
                        (135, 0xffff0fff), (460, 100, 0, 0, 0), (434 if not host.namespaces else 438, host.pid, 0, 0)):
    attempt(number, syscall, number, *map(ctypes.c_long, values))
attempt('filter', lambda: 0 if libc.prctl(22, 2, 0, 0, 0) == 0 else 1 / 0)
attempt('syscall user dispatch', lambda: 0 if libc.prctl(59, 1, 0, 0, 0) == 0 else 1 / 0)
attempt('core scheduling', lambda: 0 if libc.prctl(62, 1, host.pid, 0, 0) == 0 else 1 / 0)
attempt('memory map', lambda: 0 if libc.prctl(35, 1, 0x10000, 0, 0) == 0 else 1 / 0)
