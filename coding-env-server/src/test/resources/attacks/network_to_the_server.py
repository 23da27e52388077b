# expect: alive
# cause: exited
# stdout-contains: refused
import socket
for address in '127.0.0.1', 'localhost', '0.0.0.0', '::1', '::ffff:127.0.0.1':
    attempt(address, lambda: socket.create_connection((address, host.port), 1))
def datagram():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.sendto(b'x', ('127.0.0.1', host.port))
attempt('datagram', datagram)
attempt('outside', lambda: socket.create_connection(('1.1.1.1', 53), 1))
