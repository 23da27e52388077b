# expect: alive
# cause: exited
# stdout-contains: refused
import fcntl, socket, struct
def up():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    fcntl.ioctl(s, 0x8914, struct.pack('16sh', b'lo', 1))
def route():
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    s.bind((0, 0))
    s.settimeout(1)
    s.send(struct.pack('IHHII', 32, 16, 5, 1, 0) + struct.pack('BxHiII', 0, 0, 1, 1, 1))
    reply = s.recv(4096)
    code = struct.unpack_from('i', reply, 16)[0]
    if code < 0:
        raise OSError(-code, os.strerror(-code))
attempt('ioctl', up)
attempt('netlink', route)
