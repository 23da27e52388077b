"""The memory of two processes, compared and copied page by page, by way of buffers that no fork inherits."""
import ctypes
import fcntl
import mmap
import os
import struct

from tracee import PAGE, Refused

_SIZE = 1 << 19
_BLOCK = 1 << 16
_PIECES = 1000  # of which one call takes no more
_VECTOR = 1 << 13
_END = 0x7FFFFFFFF000
_SCAN = 0xC0606610
_IS_FILE, _IS_PRESENT, _IS_SWAPPED, _IS_ZERO = 4, 8, 16, 32
_libc = ctypes.CDLL(None, use_errno=True)
_compare = _libc.memcmp
_compare.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
_read, _write = (getattr(_libc, name, None) for name in ("process_vm_readv", "process_vm_writev"))
for _function in (_read, _write):
    if _function is not None:
        _function.argtypes = [ctypes.c_long, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
        _function.restype = ctypes.c_long


def own(pid):
    """Returns the ranges in which a process has pages of its own that hold something, in order."""
    fd = os.open("/proc/%d/pagemap" % pid, os.O_RDONLY | os.O_CLOEXEC)
    vector = ctypes.create_string_buffer(24 * _VECTOR)
    ranges, at = [], 0
    try:
        while at < _END:
            asked = bytearray(struct.pack("12Q", 96, 0, at, _END, 0, ctypes.addressof(vector), _VECTOR, 0, _IS_FILE | _IS_ZERO,
                                          _IS_FILE | _IS_ZERO, _IS_PRESENT | _IS_SWAPPED, _IS_FILE | _IS_ZERO))
            try:
                count = fcntl.ioctl(fd, _SCAN, asked)
            except OSError as e:
                raise Refused("this kernel does not tell which pages are a process's own: %s" % e.strerror)
            for i in range(count):
                start, end, _ = struct.unpack_from("3Q", vector, 24 * i)
                if ranges and ranges[-1][1] == start:
                    ranges[-1] = ranges[-1][0], end
                else:
                    ranges.append((start, end))
            at = struct.unpack_from("12Q", asked)[4]
            if count < _VECTOR and at < _END:
                break
    finally:
        os.close(fd)
    return ranges


def split(ranges, by):
    """Splits ranges: what of them lies in others, and what does not."""
    inside, outside, j = [], [], 0
    for start, end in ranges:
        while start < end:
            while j < len(by) and by[j][1] <= start:
                j += 1
            if j == len(by) or by[j][0] >= end:
                outside.append((start, end))
                break
            if by[j][0] > start:
                outside.append((start, by[j][0]))
                start = by[j][0]
            stop = min(end, by[j][1])
            inside.append((start, stop))
            start = stop
    return inside, outside


class Copier:
    """Two buffers: what the original has, and what a copy has."""

    def __init__(self):
        self.maps = [mmap.mmap(-1, _SIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) for _ in range(2)]
        for each in self.maps:
            each.madvise(10)  # MADV_DONTFORK: nobody whom we might fork has it
        self.views = [(ctypes.c_char * _SIZE).from_buffer(each) for each in self.maps]
        self.at = [ctypes.addressof(view) for view in self.views]

    def _move(self, how, pid, parts, buffer):
        """Moves parts of another's memory, each an address, a size and a place in a buffer."""
        for first in range(0, len(parts), _PIECES):
            some = parts[first : first + _PIECES]
            remote = struct.pack("%dQ" % (2 * len(some)), *(word for address, size, _ in some for word in (address, size)))
            local = struct.pack("%dQ" % (2 * len(some)), *(word for _, size, place in some for word in (self.at[buffer] + place, size)))
            wanted = sum(size for _, size, _ in some)
            moved = how(pid, local, len(some), remote, len(some), 0)
            if moved != wanted:
                raise Refused("memory can't be copied: %s" % os.strerror(ctypes.get_errno()))

    @staticmethod
    def _batches(ranges):
        batch, size = [], 0
        for start, end in ranges:
            while start < end:
                part = min(end - start, _SIZE - size)
                batch.append((start, part, size))
                start, size = start + part, size + part
                if size == _SIZE:
                    yield batch, size
                    batch, size = [], 0
        if batch:
            yield batch, size

    def update(self, original, copies):
        """Gives each copy the pages that it has otherwise. ``copies``: pid and the ranges that are to be compared, all the same."""
        ranges = copies[0][1]
        written = 0
        for batch, size in self._batches(ranges):
            self._move(_read, original, batch, 0)
            for pid, _ in copies:
                self._move(_read, pid, batch, 1)
                written += self._write_differences(pid, batch, size)
        return written

    def _write_differences(self, pid, batch, size):
        one, other = self.at
        different, i = [], 0
        for block in range(0, size, _BLOCK):
            length = min(_BLOCK, size - block)
            if not _compare(one + block, other + block, length):
                continue
            for page in range(block, block + length, PAGE):
                if _compare(one + page, other + page, PAGE):
                    while batch[i][2] + batch[i][1] <= page:
                        i += 1
                    different.append((batch[i][0] + page - batch[i][2], PAGE, page))
        self._move(_write, pid, different, 0)
        return len(different)

    def give(self, original, pid, ranges):
        """Gives a copy pages that it has nothing in the place of."""
        for batch, _ in self._batches(ranges):
            self._move(_read, original, batch, 0)
            self._move(_write, pid, batch, 0)

    def close(self):
        self.views.clear()
