# expect: alive
# cause: exited
before = os.getresuid()
for f in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]), lambda: os.setgid(0)):
    try:
        f()
    except OSError:
        pass
attempt('shadow', lambda: open('/etc/shadow').read())
attempt('chown', os.chown, '/usr/bin/env', 0, 0)
print('BREACH' if 0 in os.getresuid() and 0 not in before else 'same')
