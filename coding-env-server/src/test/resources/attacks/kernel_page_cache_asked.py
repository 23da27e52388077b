# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import mmap
fd = os.open(os.__file__, os.O_RDONLY)
buffer, vector = ctypes.create_string_buffer(4096), ctypes.create_string_buffer(16)
iovec = (ctypes.c_ulong * 2)(ctypes.addressof(buffer), 4096)
attempt('RWF_NOWAIT', os.preadv, fd, [bytearray(4096)], 0, os.RWF_NOWAIT)
for flags in (8, 9, 1 << 7, 1 << 6, 1 << 31):
    attempt(f'preadv2 {flags}', syscall, 327, fd, iovec, 1, 0, 0, flags)
attempt('high half', syscall, 327, fd, iovec, 1, 0, 0, ctypes.c_long(1 << 32 | 8))
address = ctypes.addressof(ctypes.c_char.from_buffer(mmap.mmap(fd, 0, flags=mmap.MAP_PRIVATE)))
attempt('mincore', syscall, 27, ctypes.c_void_p(address), 4096, vector)
attempt('cachestat', syscall, 451, fd, (ctypes.c_ulong * 2)(0, 1 << 20), (ctypes.c_ulong * 5)(), 0)
