import io
b = io.BytesIO(b'line1\nline2\n')
t = io.TextIOWrapper(b, encoding='ascii')
print(t.readline(), t.read(), t.encoding)
r = io.BufferedReader(io.BytesIO(b'peek a boo'))
print(r.peek(4)[:4], r.read(4), r.readinto(bytearray(3)))
io.StringIO('x').fileno()
