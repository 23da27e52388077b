# needs: processes
import os
r, w = os.pipe()
pid = os.fork()
if not pid:
    os.close(r)
    os.write(w, b'x' * 100000)
    os._exit(0)
os.close(w)
with os.fdopen(r, 'rb') as f:
    print(len(f.read()))
os.wait()
