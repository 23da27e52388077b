# expect: alive
# cause: exited
# stdout-contains: refused
for path in (host.file, host.home_file):
    attempt('write', lambda: open(path, 'r+').write('x'))
    attempt('truncate', os.truncate, path, 0)
    attempt('unlink', os.unlink, path)
    attempt('rename', os.rename, path, path + '.moved')
    attempt('plant', os.open, os.path.dirname(path) + '/planted-by-attack', os.O_CREAT | os.O_WRONLY)
    attempt('chown', os.chown, path, 0, 0)
    attempt('chmod', os.chmod, path, 0o777)
    attempt('utime', os.utime, path)
    attempt('xattr', os.setxattr, path, 'user.x', b'x')
for path in ('/etc/passwd', '/etc/ld.so.preload', '/usr/bin/python3', '/usr/lib/python3/sitecustomize.py', '/bin/sh', '/usr/lib/os-release', '/etc/ld.so.cache'):
    attempt(path, os.open, path, os.O_WRONLY)
    if not os.path.islink(path):
        attempt(path, os.utime, path)
