# The only places that can be written are the session's own.
# expect: alive
# cause: exited
# stdout-contains: looked
for place in ('/', '/usr', '/usr/lib', '/etc', '/dev', '/var/tmp', '/run', '/home', '/opt', '/srv', '/proc', '/sys', '/lib', '/bin', '/mnt'):
    try:
        with open(place + '/planted-by-attack', 'w') as f:
            f.write('x')
    except OSError:
        pass
    else:
        if os.stat(place).st_dev == os.stat('/usr').st_dev:
            print('BREACH', place)
        os.unlink(place + '/planted-by-attack')
print('looked')
