# expect: alive
# cause: exited
# stdout-contains: refused
for path in (host.file, host.home_file, '/etc/shadow', '/etc/gshadow', '/etc/sudoers', '/root/.bashrc', '/root/.ssh/id_rsa', '/var/log/dpkg.log', '/var/lib/dpkg/status'):
    attempt(path, lambda: open(path).read(1))
attempt('home', os.listdir, os.path.dirname(host.home_file))
attempt('temp', os.listdir, os.path.dirname(host.file))
if host.namespaces:
    attempt('stat', os.stat, host.file)
