# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
os.mkdir('m')
attempt('tmpfs', syscall, 165, b'x', b'm', b'tmpfs', 0, b'')
attempt('bind', syscall, 165, b'/', b'm', b'', 4096, b'')
attempt('remount', syscall, 165, b'', b'/', b'', 32, b'')
attempt('proc', syscall, 165, b'proc', b'm', b'proc', 0, b'')
attempt('overlay', syscall, 165, b'o', b'm', b'overlay', 0, b'lowerdir=/,upperdir=.,workdir=.')
attempt('umount', syscall, 166, b'/tmp', 2)
attempt('umount', syscall, 166, b'/', 2)
attempt('pivot_root', syscall, 155, b'.', b'.')
attempt('chroot', os.chroot, '.')
attempt('fsopen', syscall, 430, b'tmpfs', 0)
attempt('open_tree', syscall, 428, -100, b'/', 1)
attempt('move_mount', syscall, 429, -100, b'.', -100, b'/tmp', 0)
attempt('mount_setattr', syscall, 442, -100, b'/', 0, ctypes.create_string_buffer(32), 32)
