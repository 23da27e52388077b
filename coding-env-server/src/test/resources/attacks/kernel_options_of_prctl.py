# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for name, option, *rest in (('SECCOMP', 22, 1), ('MM', 35, 9, 0), ('SCHED_CORE', 62, 1, 0, 0), ('MEMORY_MERGE', 67, 1), ('TSC', 26, 2),
                            ('SECUREBITS', 28, 1), ('IO_FLUSHER', 57, 1), ('SYSCALL_USER_DISPATCH', 59, 1), ('MCE_KILL', 33, 1, 1),
                            ('TASK_PERF_EVENTS_DISABLE', 31), ('FPEMU', 10, 1), ('UNALIGN', 6, 1), ('ENDIAN', 20, 1), ('timer ids', 77, 1),
                            ('futex hash', 78, 1), ('unknown', 99), ('high half', 1 << 32 | 22, 1)):
    attempt(name, syscall, 157, ctypes.c_long(option), *rest, *[0] * (4 - len(rest)))
