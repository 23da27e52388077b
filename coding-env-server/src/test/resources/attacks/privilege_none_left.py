# expect: alive
# cause: exited
# stdout-contains: checked
import struct
header, data = struct.pack('Ii', 0x20080522, 0), ctypes.create_string_buffer(24)
assert libc.capget(header, data) == 0
effective, permitted, inheritable, *_ = struct.unpack('6I', data.raw[:24])
print('BREACH' if effective or permitted else 'checked')
print('checked' if libc.prctl(39, 0, 0, 0, 0) == 1 else 'BREACH no_new_privs is off')
print('checked' if all(libc.prctl(47, 1, c, 0, 0) <= 0 for c in range(41)) else 'BREACH ambient')
