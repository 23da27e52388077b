# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
names = {13: 'PTRACE', 15: 'PARENT', 17: 'NEWNS', 23: 'UNTRACED', 25: 'NEWCGROUP', 26: 'NEWUTS', 27: 'NEWIPC', 28: 'NEWUSER',
         29: 'NEWPID', 30: 'NEWNET', 31: 'IO'}
for bit, name in names.items():
    for base in (17, 0x3D0F00):
        attempt(f'{name} {base}', syscall, 56, base | 1 << bit, 0, 0, 0, 0)
        attempt(f'{name} {base} high half', syscall, 56, ctypes.c_long(1 << 40 | base | 1 << bit), 0, 0, 0, 0)
    attempt(f'unshare {name}', syscall, 272, 1 << bit)
attempt('NEWTIME', syscall, 272, 0x80)
attempt('clone3', syscall, 435, ctypes.create_string_buffer(88), 88)
