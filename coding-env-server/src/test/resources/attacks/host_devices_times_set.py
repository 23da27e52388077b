# Everybody may write to these devices, and who may write may set times to now, where no read-only root forbids it.
# expect: alive
# cause: exited
# stdout-contains: looked
import struct
for name in 'null', 'zero', 'full', 'random', 'urandom':
    path = '/dev/' + name
    for how in os.O_RDONLY, os.O_RDWR:
        try:
            fd = os.open(path, how)
        except OSError:
            continue
        before = os.fstat(fd).st_mtime_ns
        for target in fd, path:
            for times in (None, (5, 5)) if host.namespaces else ((5, 5),):
                try:
                    os.utime(target, times)
                except OSError:
                    pass
            for change in (lambda: os.chmod(target, 0o600), lambda: os.chown(target, -1, os.getgid()), lambda: os.setxattr(target, 'user.x', b'1')):
                attempt(path, change)
        if os.fstat(fd).st_mtime_ns != before:
            print('BREACH times', path)
        os.close(fd)
print('looked')
