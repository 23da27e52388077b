# expect: alive
# cause: exited
# stdout-contains: refused
import fcntl, signal
one, other = os.pipe()
for target in (host.pid, host.server, -host.pid, os.getppid() or host.pid):
    attempt(f'F_SETOWN {target}', fcntl.fcntl, one, fcntl.F_SETOWN, target)
    for command in (0x8901, 0x8902):
        attempt(f'ioctl {command:x} {target}', fcntl.ioctl, one, command, target.to_bytes(4, 'little', signed=True))
