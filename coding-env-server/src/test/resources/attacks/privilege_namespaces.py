# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for name, flag in (('user', 0x10000000), ('mount', 0x20000), ('pid', 0x20000000), ('net', 0x40000000), ('ipc', 0x8000000), ('uts', 0x4000000), ('cgroup', 0x2000000)):
    attempt('unshare ' + name, syscall, 272, flag)
def clone(flag):
    pid = syscall(56, flag | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
attempt('clone user', clone, 0x10000000)
attempt('clone pid', clone, 0x20000000)
attempt('clone3', syscall, 435, ctypes.create_string_buffer(88), 88)
for name in 'mnt', 'pid', 'user', 'net':
    for pid in '1', 'self', str(os.getppid()):
        attempt('setns', lambda: syscall(308, os.open(f'/proc/{pid}/ns/{name}', os.O_RDONLY), 0))
