# expect: alive
# cause: exited
# stdout-contains: refused
for path in (host.file, host.home_file, '/etc/shadow', '/etc/gshadow', '/etc/sudoers', '/root/.bashrc', '/root/.ssh/id_rsa', '/var/log/dpkg.log', '/proc/1/environ', '/var/lib/dpkg/status'):
    attempt(path, lambda: open(path).read(1))
attempt('home', os.listdir, os.path.dirname(host.home_file))
attempt('temp', os.listdir, os.path.dirname(host.file))
attempt('stat', os.stat, host.file)
