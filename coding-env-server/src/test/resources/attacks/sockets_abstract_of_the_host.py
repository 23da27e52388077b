# expect: alive
# cause: exited
# stdout-contains: refused
import socket
names = ['/tmp/.X11-unix/X0', '/tmp/dbus-1', '@/tmp/.ICE-unix/1', '/containerd-shim/x', 'openenv', '']
def reach(kind, name):
    one = socket.socket(socket.AF_UNIX, kind)
    one.settimeout(1)
    one.connect('\0' + name)
for name in names:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        attempt(f'{kind} {name}', reach, kind, name)
