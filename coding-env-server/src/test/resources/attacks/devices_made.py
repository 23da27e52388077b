# expect: alive
# cause: exited
# stdout-contains: refused
import stat
attempt('memory', os.mknod, 'mem', stat.S_IFCHR | 0o666, os.makedev(1, 1))
attempt('disk', os.mknod, 'disk', stat.S_IFBLK | 0o666, os.makedev(254, 0))
attempt('kmsg', os.mknod, '/dev/kmsg2', stat.S_IFCHR | 0o666, os.makedev(1, 11))
