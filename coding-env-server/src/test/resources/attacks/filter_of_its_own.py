# Takes away from itself the calls that an answer needs.
# expect: any
# cause: any
# needs: x86_64
# timeout: 1
import struct
def stmt(code, k, jt=0, jf=0):
    return struct.pack('HBBI', code, jt, jf, k)
program = stmt(0x20, 0) + stmt(0x15, 1, 0, 1) + stmt(0x06, 0x7fff0000) + stmt(0x06, 0x00050001)
buffer = ctypes.create_string_buffer(program)
filter = struct.pack('HxxxxxxQ', 4, ctypes.addressof(buffer))
print(libc.prctl(22, 2, filter, 0, 0), flush=True)
