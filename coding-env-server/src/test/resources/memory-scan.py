"""Prints what matches PATTERN in all of this process's memory that can be read; without /proc too."""
import ctypes, os, re


def areas():
    try:
        with open("/proc/self/maps") as lines:
            for line in lines:
                if line.split()[1].startswith("r") and "[v" not in line:
                    start, _, end = line.split()[0].partition("-")
                    yield int(start, 16), int(end, 16)
        return
    except OSError:
        pass
    import gc  # the pages around whatever we know an address of, as far as they go
    known = {id(one) >> 20 for one in gc.get_objects()} | {id(object()) >> 20, id("" + str(id)) >> 20, id([]) >> 20}
    libc = ctypes.CDLL(None)
    known |= {ctypes.cast(libc.malloc, ctypes.c_void_p).value >> 20}
    libc.sbrk.restype = ctypes.c_void_p
    top = libc.sbrk(0)
    known |= {(top >> 20) - back for back in range(64)}
    for block in sorted({one + around for one in known for around in range(-8, 9)}):
        yield block << 20, (block + 1) << 20


libc = ctypes.CDLL(None)
libc.write.argtypes = ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t
reader, writer = os.pipe()
seen, size = set(), 0
for start, end in areas():
    tail = b""
    while start < end:
        took = libc.write(writer, start, min(65536, end - start))
        if took <= 0:
            start += 4096
            tail = b""
            continue
        data = tail + os.read(reader, took)
        size += took
        seen.update(match.decode() for match in re.findall(PATTERN, data))
        tail, start = data[-64:], start + took
print(size > 5_000_000, sorted(seen))
