# Pages of a file that only may be read are put into a pipe: what is written behind them must not reach the file.
# needs: x86_64
# expect: alive
# cause: exited
# stdout-contains: the same
path = os.__file__
before = open(path, 'rb').read()
fd = os.open(path, os.O_RDONLY)
for _ in range(20):
    reader, writer = os.pipe()
    os.write(writer, b'x' * 65536)
    os.read(reader, 65536)
    place = ctypes.c_long(3)
    syscall(275, fd, ctypes.byref(place), writer, None, ctypes.c_size_t(1), 0)
    os.write(writer, b'BREACH' * 100)
    attempt('vmsplice', syscall, 278, writer, 0, 0, 0)
    os.close(reader)
    os.close(writer)
print('the same' if open(path, 'rb').read() == before else 'BREACH')
