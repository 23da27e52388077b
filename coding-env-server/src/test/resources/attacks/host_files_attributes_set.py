# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for path in filter(os.path.exists, ('/usr/bin/env', os.__file__, host.file, '/dev/null')):
    before = os.stat(path).st_ctime_ns
    for name in ('user.x', 'security.capability', 'system.posix_acl_access', 'trusted.x'):
        attempt(f'set {path} {name}', os.setxattr, path, name, b'x')
        attempt(f'raw {path} {name}', syscall, 189, path.encode(), name.encode(), b'x', 1, 0)
        attempt(f'by descriptor {path} {name}', lambda: os.setxattr(os.open(path, os.O_RDONLY), name, b'x'))
        attempt(f'remove {path} {name}', os.removexattr, path, name)
        attempt(f'setxattrat {path} {name}', syscall, 463, -100, path.encode(), 0, name.encode(), ctypes.create_string_buffer(16), 16)
        attempt(f'removexattrat {path} {name}', syscall, 466, -100, path.encode(), 0, name.encode())
    attempt(f'file_setattr {path}', syscall, 469, -100, path.encode(), ctypes.create_string_buffer(24), 24, 0)
    if os.stat(path).st_ctime_ns != before:
        print('BREACH', path)
