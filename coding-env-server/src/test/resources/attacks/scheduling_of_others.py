# Nobody else's priority, processor or class can be changed, by number, group or user.
# needs: x86_64
# expect: alive
# cause: exited
# stdout-contains: looked
mask = ctypes.create_string_buffer(b'\1' + bytes(127), 128)
parameter = ctypes.c_int(0)
for pid in host.pid, host.server:
    attempt('affinity', syscall, 203, pid, 128, mask)
    attempt('scheduler', syscall, 144, pid, 5, ctypes.byref(parameter))
    attempt('priority', os.setpriority, os.PRIO_PROCESS, pid, 19)
    attempt('group', os.setpriority, os.PRIO_PGRP, pid, 19)
    attempt('class', syscall, 251, 1, pid, 3 << 13)
attempt('real time', lambda: syscall(144, 0, 1, ctypes.byref(ctypes.c_int(1))))
print('looked')
