# Passes all it holds to itself, twice over; a copy of the connection changes nothing for others.
# expect: alive
# cause: exited
# stdout-contains: passed
import array, socket
a, b = socket.socketpair()
held = [fd for fd in range(64) if is_open(fd)]
a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', held))])
message, ancillary, _, _ = b.recvmsg(1, socket.CMSG_SPACE(4 * 64))
print('passed', len(ancillary) > 0)
for fd in array.array('i', ancillary[0][2]):
    os.close(fd)
