import fcntl, mmap, os
with open('m', 'wb') as f:
    f.write(b'0123456789')
with open('m', 'r+b') as f, mmap.mmap(f.fileno(), 0) as m:
    fcntl.flock(f, fcntl.LOCK_EX)
    m[2:5] = b'xyz'
    print(m[:], m.find(b'9'), fcntl.fcntl(f, fcntl.F_GETFD))
anon = mmap.mmap(-1, 4096)
anon[:2] = b'ok'
print(anon[:2], os.stat('m').st_size)
