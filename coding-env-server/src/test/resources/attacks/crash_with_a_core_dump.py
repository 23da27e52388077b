# expect: dead
# cause: signal|crashed
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
print('BREACH' if hard > 1 else 'no core', flush=True)  # one byte: not even a handler on the host gets one
libc.prctl(4, 1, 0, 0, 0)
ctypes.string_at(0)
