# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
context = ctypes.c_ulong()
for name, number in (('io_setup', 206), ('io_destroy', 207), ('io_getevents', 208), ('io_submit', 209), ('io_cancel', 210),
                     ('io_pgetevents', 333), ('io_uring_setup', 425), ('io_uring_enter', 426), ('io_uring_register', 427)):
    attempt(name, syscall, number, 8, ctypes.byref(context), 0, 0, 0)
