# expect: alive
# cause: exited
# stdout-contains: refused
import fcntl, termios
for fd in 0, 1, 2:
    attempt('TIOCSTI', fcntl.ioctl, fd, 0x5412, b'x')
    attempt('TIOCLINUX', fcntl.ioctl, fd, 0x541c, b'\3')
attempt('tty', os.open, '/dev/tty', os.O_RDWR)
