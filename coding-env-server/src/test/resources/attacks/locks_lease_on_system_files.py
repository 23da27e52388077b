# expect: alive
# cause: exited
# stdout-contains: refused
import fcntl
for path in (os.__file__, '/usr/bin/env', host.file):
    for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK, fcntl.F_UNLCK):
        attempt(f'lease {path} {kind}', lambda: fcntl.fcntl(os.open(path, os.O_RDONLY), fcntl.F_SETLEASE, kind))
