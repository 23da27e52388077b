# expect: alive
# cause: exited
# stdout-contains: looked
for path in ('/proc/self/root', '/proc/1/root', '/proc/1/cwd', '/proc/self/cwd/..', '/proc/self/root/../..', '/../..', '/proc/thread-self/root', f'/proc/{os.getppid()}/root', f'/proc/{host.server}/root', f'/proc/{host.pid}/cwd'):
    attempt(path, lambda: open(path + host.file).read())
    attempt(path, lambda: open(path + host.home_file).read())
print('looked')
