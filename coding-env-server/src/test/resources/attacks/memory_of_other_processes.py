# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
class Vec(ctypes.Structure):
    _fields_ = [('base', ctypes.c_void_p), ('len', ctypes.c_size_t)]
buffer = ctypes.create_string_buffer(64)
for pid in host.pid, host.server:
    for file in 'mem', 'environ', 'maps', 'cwd', 'root', 'fd/1', 'cmdline', 'stat', 'status', 'exe', 'ns/mnt':
        attempt(file, lambda: open(f'/proc/{pid}/{file}', 'rb').read(10))
    local, remote = Vec(ctypes.addressof(buffer), 64), Vec(0x10000, 64)
    attempt('process_vm_readv', syscall, 310, pid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
    attempt('process_vm_writev', syscall, 311, pid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
    attempt('ptrace attach', syscall, 101, 16, pid, 0, 0)
    attempt('ptrace seize', syscall, 101, 0x4206, pid, 0, 0)
    attempt('kcmp', syscall, 312, os.getpid(), pid, 0, 0, 0)
    attempt('prlimit', syscall, 302, pid, 7, 0, ctypes.byref(buffer))
    attempt('get_robust_list', syscall, 274, pid, ctypes.byref(buffer), ctypes.byref(buffer))
    attempt('sched_setaffinity', os.sched_setaffinity, pid, {0})
    attempt('migrate_pages', syscall, 256, pid, 0, 0, 0)
