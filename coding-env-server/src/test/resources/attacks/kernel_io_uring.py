# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
attempt('io_uring_setup', syscall, 425, 8, ctypes.create_string_buffer(256))
attempt('io_uring_enter', syscall, 426, 0, 0, 0, 0, 0, 0)
attempt('io_uring_register', syscall, 427, 0, 0, 0, 0)
