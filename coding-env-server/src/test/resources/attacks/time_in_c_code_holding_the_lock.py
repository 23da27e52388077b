# expect: dead
# cause: timeout
# exit: 124
# timeout: 1
ctypes.PyDLL(None).usleep.argtypes = [ctypes.c_uint]
while True:
    ctypes.PyDLL(None).usleep(900_000_000)
