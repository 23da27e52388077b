# expect: any
# cause: any
# timeout: 5
try:
    files = []
    total = 0
    while total < 1 << 30:
        fd = os.memfd_create('x')
        files.append(fd)
        total += os.write(fd, b'x' * 10_000_000)
    print('BREACH a gigabyte')
except OSError as e:
    print('bounded', e.strerror)
