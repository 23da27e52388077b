# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for path in ('/usr/bin/env', os.__file__, host.file):
    attempt(f'link {path}', os.link, path, 'linked')
    attempt(f'empty path {path}', lambda: syscall(265, os.open(path, os.O_PATH), b'', -100, b'linked', 0x1000))
    attempt(f'by way of proc {path}', lambda: os.link(f'/proc/self/fd/{os.open(path, os.O_RDONLY)}', 'linked', follow_symlinks=True))
    attempt(f'exchange {path}', lambda: syscall(316, -100, path.encode(), -100, b'linked', 2))
