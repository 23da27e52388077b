# Links that lead out are made, followed, and left for whoever clears away.
# expect: alive
# cause: exited
# stdout-contains: refused
os.symlink(host.file, 'link')
os.symlink(os.path.dirname(host.file), 'dir')
os.symlink('/', 'root')
os.symlink('../' * 40 + host.home_file.lstrip('/'), 'up')
os.symlink('loop', 'loop')
attempt('link', lambda: open('link').read())
attempt('up', lambda: open('up').read())
attempt('dir', os.listdir, 'dir')
attempt('root', lambda: open('root' + host.file).read())
attempt('write', lambda: open('link', 'a').write('x'))
attempt('loop', lambda: open('loop').read())
import shutil
shutil.rmtree('dir', ignore_errors=True)
