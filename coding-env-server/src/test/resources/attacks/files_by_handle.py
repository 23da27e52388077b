# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import struct
handle = ctypes.create_string_buffer(struct.pack('II', 8, 1) + struct.pack('II', 2, 0) + b'\0' * 128)
fd = os.open('.', os.O_RDONLY)
attempt('open_by_handle_at', syscall, 304, fd, handle, os.O_RDONLY)
attempt('openat dot dot', lambda: open(os.open('../' * 30 + host.file.lstrip('/'), os.O_RDONLY, dir_fd=fd)).read())
