# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for pid in (os.getppid() or 1, host.pid, host.server):
    attempt(f'pidfd_getfd {pid}', lambda: syscall(438, syscall(434, pid, 0), 0, 0))
    attempt(f'process_madvise {pid}', lambda: syscall(440, syscall(434, pid, 0), 0, 0, 20, 0))
    attempt(f'process_mrelease {pid}', lambda: syscall(448, syscall(434, pid, 0), 0))
    attempt(f'kcmp {pid}', syscall, 312, os.getpid(), pid, 0, 0, 0)
    attempt(f'move_pages {pid}', syscall, 279, pid, 0, 0, 0, 0, 0)
    attempt(f'migrate_pages {pid}', syscall, 256, pid, 0, 0, 0)
    attempt(f'robust list {pid}', syscall, 274, pid, (ctypes.c_ulong * 1)(), (ctypes.c_ulong * 1)()) if pid != os.getpid() else None
