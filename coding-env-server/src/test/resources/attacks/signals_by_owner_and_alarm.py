# Lets the kernel send the signal: owner of a descriptor, timers, death of the parent.
# expect: any
# cause: any
# timeout: 2
import fcntl, signal, socket
a, b = socket.socketpair()
for pid in host.pid, host.server, -host.pid:
    try:
        fcntl.fcntl(a, fcntl.F_SETOWN, pid)
        fcntl.fcntl(a, 10, signal.SIGKILL)
        fcntl.fcntl(a, fcntl.F_SETFL, os.O_ASYNC)
        b.send(b'x')
    except OSError as e:
        print('refused', e.strerror)
libc.prctl(1, signal.SIGKILL)
time.sleep(0.1)
