# expect: alive
# cause: exited
# stdout-contains: refused
import socket
attempt('raw', socket.socket, socket.AF_INET, socket.SOCK_RAW, 1)
attempt('packet', socket.socket, socket.AF_PACKET, socket.SOCK_RAW, 3)
attempt('icmp', lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 1).sendto(b'\x08\0\0\0\0\0\0\0', ('127.0.0.1', 0)))
attempt('vsock', lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).connect((2, 22)))
attempt('alg', socket.socket, 38, socket.SOCK_SEQPACKET)
attempt('bluetooth', socket.socket, 31, socket.SOCK_RAW, 1)
