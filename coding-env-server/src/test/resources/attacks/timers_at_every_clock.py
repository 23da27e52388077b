# As many timers as there may be, on every clock, and those of others' processes.
# needs: x86_64
# expect: alive
# cause: exited
# stdout-contains: bounded
made = 0
for clock in range(12):
    for _ in range(100):
        place = ctypes.c_int()
        event = (ctypes.c_int * 16)()
        event[3] = 1  # SIGEV_NONE
        if libc.timer_create(clock, event, ctypes.byref(place)) == 0:
            made += 1
print('bounded' if made <= 64 else 'BREACH', made)
for pid in host.pid, host.server:
    clock = ~pid << 3 | 2
    attempt('clock', syscall, 228, ctypes.c_int(clock), ctypes.create_string_buffer(16))
