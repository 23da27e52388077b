# 32-bit entry from 64-bit code: another table, past a filter that knows only one.
# expect: any
# cause: any
# needs: x86_64
import mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes([0xb8, 0x14, 0, 0, 0, 0xcd, 0x80, 0xc3]))
getpid = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
print('BREACH' if getpid() > 0 else 'refused', flush=True)
