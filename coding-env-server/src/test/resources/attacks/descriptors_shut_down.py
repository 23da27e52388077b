# expect: dead
# cause: crashed
import socket
for fd in control_descriptors():
    socket.socket(fileno=os.dup(fd)).shutdown(socket.SHUT_RDWR)
print('done')
