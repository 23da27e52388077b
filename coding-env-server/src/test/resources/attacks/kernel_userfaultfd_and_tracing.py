# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
attempt('userfaultfd', syscall, 323, 0)
attempt('userfaultfd user only', syscall, 323, 1)
attempt('bpf', syscall, 321, 0, ctypes.create_string_buffer(128), 128)
attempt('perf_event_open', syscall, 298, ctypes.create_string_buffer(b'\1\0\0\0\x70\0\0\0', 112), 0, -1, -1, 0)
attempt('fanotify_init', syscall, 300, 0, 0)
attempt('lookup_dcookie', syscall, 212, 1, ctypes.create_string_buffer(64), 64)
attempt('ptrace own child', syscall, 101, 0, 0, 0, 0)
