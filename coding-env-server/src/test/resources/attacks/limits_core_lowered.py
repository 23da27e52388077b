# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import resource, struct
for pair in ((0, 0), (0, 1), (1, 1)):
    attempt(f'setrlimit {pair}', resource.setrlimit, resource.RLIMIT_CORE, pair)
    new = ctypes.create_string_buffer(struct.pack('QQ', *pair))
    attempt(f'raw {pair}', syscall, 160, 4, new)
    attempt(f'raw prlimit {pair}', syscall, 302, 0, 4, new, 0)
    attempt(f'high halves {pair}', syscall, 302, 0, ctypes.c_long(1 << 32 | 4), new, 0)
    attempt(f'own pid {pair}', syscall, 302, os.getpid(), 4, new, 0)
print(resource.getrlimit(resource.RLIMIT_CORE) == (1, 1) or 'BREACH')
