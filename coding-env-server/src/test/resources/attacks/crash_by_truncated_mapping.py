# expect: dead
# cause: signal|crashed
import mmap
with open('m', 'w+b') as f:
    f.truncate(8192)
    m = mmap.mmap(f.fileno(), 8192)
    f.truncate(0)
    m[4096]
