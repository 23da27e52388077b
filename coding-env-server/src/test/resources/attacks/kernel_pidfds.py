# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for pid in host.pid, host.server:
    attempt('pidfd_open', syscall, 434, pid, 0)
attempt('pidfd_getfd', lambda: syscall(438, os.pidfd_open(os.getppid() or 1), 0, 0))
attempt('process_madvise', syscall, 440, 0, 0, 0, 0, 0)
