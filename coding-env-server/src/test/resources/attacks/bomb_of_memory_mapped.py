# expect: any
# cause: any
# timeout: 10
import mmap
maps = []
for _ in range(200):
    m = mmap.mmap(-1, 10_000_000)
    for i in range(0, 10_000_000, 4096):
        m[i] = 1
    maps.append(m)
print('BREACH two gigabytes')
