import errno, os, stat
os.mkfifo('fifo')
print(stat.S_ISFIFO(os.stat('fifo').st_mode), os.access('fifo', os.R_OK), os.path.splitext('a.tar.gz'), os.sep)
r, w = os.pipe()
os.write(w, b'data')
os.set_blocking(r, False)
print(os.read(r, 10), os.get_inheritable(r), os.path.commonpath(['/a/b', '/a/c']))
try:
    os.read(r, 1)
except BlockingIOError as e:
    print(errno.errorcode[e.errno])
os.environ['X_Y'] = 'z'
print(os.getenv('X_Y'), os.environ.get('NOT_THERE'), os.path.expandvars('$X_Y'), os.strerror(2))
os.remove('not there')
