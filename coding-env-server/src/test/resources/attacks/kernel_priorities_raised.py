# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
attempt('nice', os.setpriority, os.PRIO_PROCESS, 0, -10)
attempt('everybody', os.setpriority, os.PRIO_USER, 0, -10)
for policy in (os.SCHED_FIFO, os.SCHED_RR):
    attempt(f'policy {policy}', os.sched_setscheduler, 0, policy, os.sched_param(1))
attempt('deadline', syscall, 314, 0, ctypes.create_string_buffer(__import__('struct').pack('IIQiIQQQ', 48, 6, 0, 0, 0, 10**6, 10**7, 10**7)), 0)
attempt('io', syscall, 251, 1, 0, 1 << 13)
attempt('the server', os.setpriority, os.PRIO_PROCESS, host.server, 19)
attempt('the server io', syscall, 251, 1, host.server, 3 << 13)
