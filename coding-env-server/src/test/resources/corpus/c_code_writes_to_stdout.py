import ctypes, sys
libc = ctypes.CDLL(None)
print('python', flush=True)
libc.write(1, b'by write\n', 9)
libc.puts(b'by puts')
libc.fflush(None)
libc.dprintf(2, b'to stderr\n')
print('python again')
