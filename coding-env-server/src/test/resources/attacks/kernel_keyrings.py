# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
attempt('add_key', syscall, 248, b'user', b'attack', b'x', 1, -3)
attempt('request_key', syscall, 249, b'user', b'attack', 0, -3)
attempt('join session keyring', syscall, 250, 1, b'attack', 0, 0, 0)
attempt('describe', syscall, 250, 6, -4, ctypes.create_string_buffer(64), 64, 0)
