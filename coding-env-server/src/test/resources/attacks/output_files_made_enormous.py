# Holes in the files that output goes to are longer than memory, and cost nobody any.
# expect: any
# timeout: 20
for fd in 1, 2:
    for size in 1 << 50, 1 << 40, 1 << 34, 16 << 20:
        try:
            os.ftruncate(fd, size)
            print('long', size)
            break
        except OSError as e:
            print(e)
os.lseek(1, (16 << 20) - 6, os.SEEK_SET)
try:
    os.write(1, b'x' * 100)
except OSError:
    pass
os.kill(os.getpid(), 9)
