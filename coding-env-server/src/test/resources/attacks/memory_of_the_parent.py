# expect: alive
# cause: exited
# needs: x86_64
for pid in {os.getppid(), 1} - {0, os.getpid()}:
    attempt('ptrace attach', syscall, 101, 16, pid, 0, 0)
    attempt('parent memory', lambda: open(f'/proc/{pid}/mem', 'r+b', 0))
    attempt('parent environment', lambda: open(f'/proc/{pid}/environ', 'rb').read() or 1/0)
