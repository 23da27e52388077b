# expect: dead
# cause: signal|crashed
libc.free.argtypes = [ctypes.c_void_p]
libc.malloc.restype = ctypes.c_void_p
p = libc.malloc(100)
for _ in range(10):
    libc.free(p)
