# expect: dead
# cause: signal|crashed
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
print('BREACH' if hard else 'no core', flush=True)
libc.prctl(4, 1, 0, 0, 0)
ctypes.string_at(0)
