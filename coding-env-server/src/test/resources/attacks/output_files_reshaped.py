# Stretches, seals, maps and rewinds whatever stands behind its output.
# expect: any
# cause: any
import fcntl, mmap
for fd in 1, 2:
    for trick in (
        lambda: os.ftruncate(fd, 1 << 50),
        lambda: os.lseek(fd, 1 << 40, 0),
        lambda: os.pwrite(fd, b'far away', 1 << 20),
        lambda: fcntl.fcntl(fd, 1033, 0xf),
        lambda: fcntl.fcntl(fd, fcntl.F_SETFL, 0),
        lambda: mmap.mmap(fd, 4096).write(b'mapped'),
        lambda: os.set_blocking(fd, False),
    ):
        try:
            trick()
        except (OSError, ValueError):
            pass
os.write(1, b'done\n')
# --- next step ---
print('next')
