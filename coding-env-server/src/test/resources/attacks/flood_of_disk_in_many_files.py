# expect: any
# cause: any
# rung: namespaces
# stdout-contains: bounded
# timeout: 10
import errno, tempfile
total = 0
try:
    for i in range(10_000):
        directory = ('.', tempfile.gettempdir(), '/dev/shm', '/var/tmp', '/tmp')[i % 5]
        try:
            with open(f'{directory}/part{i}', 'wb', 0) as f:
                total += f.write(b'x' * 1_000_000)
        except OSError as e:
            if e.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM):
                raise
        assert total < 200_000_000, 'BREACH'
except OSError as e:
    print('bounded', e.strerror)
