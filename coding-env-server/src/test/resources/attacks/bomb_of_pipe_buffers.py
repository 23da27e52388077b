# expect: any
# cause: any
import fcntl
pipes = []
try:
    while True:
        pipes += os.pipe()
        fcntl.fcntl(pipes[-1], 1031, 1 << 20)
        os.set_blocking(pipes[-1], False)
        os.write(pipes[-1], bytes(1 << 20))
except OSError as e:
    print('refused', e.strerror)
