import os, tempfile
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, 'f')
    open(p, 'w').write('x')
    print(os.listdir(d))
print(os.path.exists(d))
with tempfile.NamedTemporaryFile('w+', suffix='.txt') as f:
    f.write('hello')
    f.seek(0)
    print(f.read(), f.name.endswith('.txt'), os.path.dirname(f.name) == tempfile.gettempdir())
with tempfile.SpooledTemporaryFile(10) as f:
    f.write(b'a' * 20)
    print(f.tell())
fd, name = tempfile.mkstemp()
os.close(fd)
os.unlink(name)
