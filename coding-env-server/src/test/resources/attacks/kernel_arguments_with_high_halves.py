# The kernel looks at half of many a register; so must whoever forbids.
# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import mmap, struct
def high(value):
    return ctypes.c_long(0x7F << 32 | value)
for family in (2, 10, 16, 17, 38, 40):
    attempt(f'socket {family}', syscall, 41, high(family), high(3), high(0))
attempt('ioctl', syscall, 16, 0, high(0x5412), 0)
attempt('prctl', syscall, 157, high(22), 2, 0, 0, 0)
attempt('setrlimit', syscall, 160, high(4), ctypes.create_string_buffer(16))
for number in (101, 272, 165, 425, 321, 59 | 1 << 30, 0x40000000 | 520, 0x40000000 | 101):
    attempt(f'number {number}', syscall, 0x7F << 32 | number, 0, 0, 0, 0, 0)
