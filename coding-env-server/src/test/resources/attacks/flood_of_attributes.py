# Attributes of files are bytes too.
# expect: any
# timeout: 30
# stdout-contains: bounded
total, n = 0, 0
value = b'x' * 60000
try:
    while total < 1 << 30:
        name = f'f{n}'
        open(name, 'w').close()
        for k in range(50):
            os.setxattr(name, f'user.a{k}', value)
            total += len(value)
        n += 1
except (OSError, MemoryError) as e:
    print('stopped', e, total)
print('bounded' if total < 300_000_000 else 'BREACH', total)
