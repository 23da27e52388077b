# expect: alive
# cause: exited
# stdout-contains: refused
for name in ('mem', 'kmem', 'port', 'kmsg', 'vda', 'sda', 'nvme0n1', 'loop0', 'loop-control', 'fuse', 'kvm', 'vsock', 'vhost-net', 'net/tun', 'tty', 'console', 'hpet', 'rtc0', 'input/event0', 'snapshot', 'mapper/control', 'userfaultfd', 'cpu/0/msr', 'disk', 'root'):
    attempt(name, os.open, '/dev/' + name, os.O_RDONLY | os.O_NONBLOCK)
