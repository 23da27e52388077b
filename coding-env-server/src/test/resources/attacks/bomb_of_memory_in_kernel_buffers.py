# Pipes and sockets hold memory that no limit on address space sees.
# expect: any
# cause: any
# timeout: 5
import fcntl, socket
held = []
try:
    while len(held) < 10_000:
        r, w = os.pipe()
        held += [r, w]
        try:
            fcntl.fcntl(w, 1031, 1 << 20)
        except OSError:
            pass
        os.set_blocking(w, False)
        try:
            while os.write(w, b'x' * 65536):
                pass
        except BlockingIOError:
            pass
    print('BREACH', len(held))
except OSError as e:
    print('bounded', e.strerror)
