# Waits in C for a lock that nobody opens, and lets no other thread run Python meanwhile.
# expect: dead
# cause: timeout
# exit: 124
# timeout: 1
c = ctypes.PyDLL(None)
mutex = ctypes.create_string_buffer(64)
c.pthread_mutex_lock(mutex)
c.pthread_mutex_lock(mutex)
