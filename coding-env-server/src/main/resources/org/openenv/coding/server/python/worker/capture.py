"""Output is caught at the descriptor: 1 and 2 are files in memory, whoever writes to them.

A file never blocks its writer and keeps the order, also of what C code and child processes write. Between steps it is
read and emptied. The manager holds both files too, so that the last output of a killed worker is not lost.
"""
import os
from collections import namedtuple
from fcntl import F_GETFL, F_SETFL, fcntl
from posix import ftruncate, lseek, pread

Captured = namedtuple("Captured", "kept total cut")
_NOTHING = Captured(b"", 0, False)
_END = os.SEEK_END


def memory_file(name):
    """Makes an empty file without a name on any disk, to which everybody appends."""
    if hasattr(os, "memfd_create"):
        fd = os.memfd_create(name)
    else:
        import tempfile
        fd, path = tempfile.mkstemp()
        os.unlink(path)
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | os.O_APPEND)
    return fd


def read(fd, keep, begin=0):
    """Returns what is in the file: all of it, or `keep` bytes of its head and tail with the cut marked between."""
    total = lseek(fd, 0, _END) - begin
    if total <= 0:
        return _NOTHING
    if total <= keep:
        return Captured(_slice(fd, total, begin), total, False)
    half = keep // 2
    head = _whole_at_end(_slice(fd, half, begin))
    tail = _whole_at_begin(_slice(fd, half, begin + total - half))
    mark = b"\n... [%d bytes cut] ...\n" % (total - len(head) - len(tail))
    return Captured(head + mark + tail, total, True)


def _slice(fd, size, offset):
    data = pread(fd, size, offset)
    while len(data) < size:
        more = pread(fd, size - len(data), offset + len(data))
        if not more:
            break
        data += more
    return data


def _whole_at_end(data):
    """Without the first bytes of a character whose last ones have been cut off."""
    for back in range(1, min(len(data), 4) + 1):
        byte = data[-back]
        if byte < 0x80:
            break
        if byte >= 0xC0:
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[:-back] if size > back else data
    return data


def _whole_at_begin(data):
    """Without the last bytes of a character whose first ones have been cut off."""
    for at in range(min(len(data), 4)):
        if not 0x80 <= data[at] < 0xC0:
            return data[at:]
    return data


class Files:
    """The two files of one worker."""

    def __init__(self, out, err):
        self.out, self.err = out, err
        self.begin = {out: 0, err: 0}

    def take(self, keep):
        """Returns what was written since last time, and empties the files."""
        return self.take_one(self.out, keep), self.take_one(self.err, keep)

    def take_one(self, fd, keep):
        begin = self.begin[fd]
        captured = read(fd, keep, begin)
        if captured.total:
            try:
                ftruncate(fd, 0)
                self.begin[fd] = 0
            except BaseException:  # an audit hook of the program's
                self.begin[fd] = begin + captured.total
        return captured
