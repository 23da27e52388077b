# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import signal, struct
timer = ctypes.c_int()
for target in (host.pid, host.server, os.getppid() or host.pid):
    event = ctypes.create_string_buffer(struct.pack('QiiI', 0, signal.SIGUSR1, 4, target), 64)
    attempt(f'thread {target}', syscall, 222, 1, event, ctypes.byref(timer))
attempt('mq_notify', syscall, 244, 0, 0)
