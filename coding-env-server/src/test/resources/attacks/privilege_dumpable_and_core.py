# expect: dead
# cause: signal|crashed
import resource
attempt('core', resource.setrlimit, resource.RLIMIT_CORE, (0, 0))
attempt('dumpable 2', lambda: libc.prctl(4, 2, 0, 0, 0) == 0 or (_ for _ in ()).throw(OSError()))
libc.prctl(4, 1, 0, 0, 0)
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
ctypes.string_at(0)
