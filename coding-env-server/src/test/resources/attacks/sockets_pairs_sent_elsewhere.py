# expect: alive
# cause: exited
# stdout-contains: refused
import socket
def sent(kind, target):
    one, other = socket.socketpair(socket.AF_UNIX, kind)
    one.setblocking(False)
    try:
        one.connect(target)
    except OSError as e:
        print('refused', e.strerror)
    else:
        return 'connected'
    one.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, bytes(4))], 0, target)
    other.setblocking(False)
    other.recv(9)  # where a pair is bound to its peer, the name is ignored
    raise OSError('came back')
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    for target in (host.socket, '/run/dbus/system_bus_socket', '/dev/log', '/run/systemd/notify', '/run/systemd/journal/socket',
                   '\0/tmp/.X11-unix/X0', '../s', '/run/docker.sock'):
        attempt(f'{kind} {target!r}', sent, kind, target)
