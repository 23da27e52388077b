# The text of a link is a page of the kernel's.
# expect: any
# rung: namespaces
# timeout: 60
# stdout-contains: bounded
n = 0
try:
    while n < 200_000:
        os.symlink('x' * 4000, f'l{n}')
        n += 1
except (OSError, MemoryError) as e:
    print('stopped', e)
print('bounded' if n < 100_000 else 'BREACH', n)
