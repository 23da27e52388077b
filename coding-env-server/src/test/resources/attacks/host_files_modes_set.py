# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for path in filter(os.path.exists, ('/usr/bin/env', os.__file__, host.file, '/usr', '/')):
    mode = os.stat(path).st_mode & 0o7777
    attempt(f'chmod {path}', syscall, 90, path.encode(), mode)
    attempt(f'fchmodat {path}', syscall, 268, -100, path.encode(), mode)
    attempt(f'fchmodat2 {path}', syscall, 452, -100, path.encode(), mode, 0)
    attempt(f'by a path descriptor {path}', lambda: syscall(452, os.open(path, os.O_PATH), b'', mode, 0x1000))
    attempt(f'by way of proc {path}', lambda: os.chmod(f'/proc/self/fd/{os.open(path, os.O_PATH)}', mode))
