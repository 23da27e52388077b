# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
# needs: processes
import signal, struct
number = signal.SIGRTMIN + 3
signal.pthread_sigmask(signal.SIG_BLOCK, [number])
info = ctypes.create_string_buffer(struct.pack('iiii', number, 0, -1, 0), 128)
queued = 0
try:
    while queued < 100_000:
        syscall(129, os.getpid(), number, info)
        queued += 1
except OSError as e:
    print('refused', e.strerror)
print('BREACH' if queued > 64 else 'few', queued)
signal.signal(number, lambda *_: None)
