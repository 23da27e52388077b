# expect: alive
# cause: exited
# stdout-contains: refused
import mmap
fd = os.open(os.__file__, os.O_RDONLY)
page = mmap.mmap(fd, 0, prot=mmap.PROT_READ)
for name, advice in (('COLD', 20), ('PAGEOUT', 21), ('HWPOISON', 100), ('SOFT_OFFLINE', 101)):
    attempt(name, page.madvise, advice)
os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
for path in ('/proc/sys/vm/drop_caches', '/proc/sys/vm/compact_memory'):
    attempt(path, lambda: open(path, 'w').write('1'))
