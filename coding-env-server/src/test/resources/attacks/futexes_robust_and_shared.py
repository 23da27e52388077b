# The robust list of another process tells an address in it; futexes on a shared page wake nobody but who waits for them.
# needs: x86_64
# expect: alive
# cause: exited
# stdout-contains: looked
place, size = ctypes.c_ulong(), ctypes.c_ulong()
for pid in host.pid, host.server:
    attempt('robust list', syscall, 274, pid, ctypes.byref(place), ctypes.byref(size))
syscall(273, ctypes.c_void_p(0xdeadbeef000), ctypes.c_size_t(24))  # a list that lies nowhere: looked through when we end
print('looked')
