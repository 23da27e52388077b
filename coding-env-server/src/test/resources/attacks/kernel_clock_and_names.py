# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import socket, struct
attempt('settimeofday', syscall, 164, 0, 0)
attempt('clock_settime', lambda: time.clock_settime_ns(time.CLOCK_REALTIME, time.time_ns()))
attempt('adjtimex', lambda: syscall(159, ctypes.create_string_buffer(struct.pack('I', 2), 208)))
attempt('sethostname', lambda: socket.sethostname(socket.gethostname()))
attempt('setdomainname', syscall, 171, b'x', 1)
