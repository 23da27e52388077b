# expect: any
# cause: exited
# stdout-contains: refused
libc.shmat.restype = ctypes.c_void_p
total = 0
for _ in range(100):
    i = libc.shmget(0, 50_000_000, 0o1600)
    if i < 0:
        print('refused', os.strerror(ctypes.get_errno()))
        break
    address = libc.shmat(i, None, 0)
    ctypes.memset(address, 1, 50_000_000)
    total += 50_000_000
else:
    print('BREACH', total)
