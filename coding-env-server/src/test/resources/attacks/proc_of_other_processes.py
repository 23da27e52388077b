# expect: alive
# cause: exited
# stdout-contains: refused
for pid in ('1', str(os.getppid()), str(host.pid), str(host.server)):
    if int(pid) not in (0, os.getpid()):
        for name in ('environ', 'maps', 'mem', 'root/etc/shadow', 'cwd', 'exe', 'fd', 'map_files', 'auxv', 'stack', 'syscall', 'io'):
            path = f'/proc/{pid}/{name}'
            attempt(path, lambda: os.listdir(path)[0] if os.path.isdir(path) else open(path, 'rb').read(1)[0])
