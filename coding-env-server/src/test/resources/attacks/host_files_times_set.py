# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import struct
now = ctypes.create_string_buffer(struct.pack('qqqq', 0, (1 << 30) - 1, 0, (1 << 30) - 1))
omit = ctypes.create_string_buffer(struct.pack('qqqq', 0, (1 << 30) - 2, 0, (1 << 30) - 2))
for path in filter(os.path.exists, ('/usr/bin/env', os.__file__, host.file, host.home_file)):
    before = os.stat(path)
    for number in (132, 235):
        attempt(f'{number} {path}', syscall, number, path.encode(), 0)
    attempt(f'futimesat {path}', syscall, 261, -100, path.encode(), 0)
    for times in (0, now):
        attempt(f'utimensat {path}', syscall, 280, -100, path.encode(), times, 0)
        attempt(f'futimens {path}', lambda: syscall(280, os.open(path, os.O_PATH), 0, times, 0))
    try:
        syscall(280, -100, path.encode(), omit, 0)
    except OSError:
        pass
    after = os.stat(path)
    if (after.st_ctime_ns, after.st_mtime_ns) != (before.st_ctime_ns, before.st_mtime_ns):
        print('BREACH', path)
