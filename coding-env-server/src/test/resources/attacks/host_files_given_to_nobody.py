# chown to nobody in particular takes a program's capabilities and changes its time.
# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for path in filter(os.path.exists, ('/usr/bin/env', os.__file__, host.file)):
    before = os.stat(path)
    for number in (92, 94):
        attempt(f'{number} {path}', syscall, number, path.encode(), -1, -1)
    attempt(f'fchownat {path}', syscall, 260, -100, path.encode(), -1, -1, 0)
    attempt(f'fchown {path}', lambda: syscall(93, os.open(path, os.O_RDONLY), -1, -1))
    attempt(f'empty path {path}', lambda: syscall(260, os.open(path, os.O_PATH), b'', -1, -1, 0x1000))
    attempt(f'os {path}', os.chown, path, -1, -1)
    if os.stat(path).st_ctime_ns != before.st_ctime_ns:
        print('BREACH', path)
