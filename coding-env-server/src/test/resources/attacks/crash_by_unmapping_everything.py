# expect: dead
# cause: signal|crashed
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
libc.munmap(0, (1 << 47) - 4096)
