"""Output is caught at the descriptor: 1 and 2 are files in memory, whoever writes to them.

A file never blocks its writer and keeps the order, also of what C code and child processes write. Between steps it is
read and emptied. The manager holds both files too, so that the last output of a killed worker is not lost.
"""
import os
from collections import namedtuple
from fcntl import F_GETFL, F_SETFL, fcntl
from posix import ftruncate, lseek, pread

Captured = namedtuple("Captured", "kept total cut")
_BESIDE = 8 << 20
_NOTHING = Captured(b"", 0, False)
_END = os.SEEK_END
_CHUNK, _MOST_CHUNKS = 1 << 16, 16  # as much as a pipe can hold


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
    return Captured(_cut(_slice(fd, half, begin), _slice(fd, half, begin + total - half), total), total, True)


def _cut(head, tail, total):
    head, tail = _whole_at_end(head), _whole_at_begin(tail)
    mark = b"\n... [%d bytes cut] ...\n" % (total - len(head) - len(tail))
    return head + mark + tail


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


class Output:
    """What the manager has of a worker's output: two files, and ends of two pipes that its programs may write to instead."""

    def __init__(self):
        self.held, self.given = [], []
        try:
            self.out, self.err = self.file("stdout"), self.file("stderr")
            self.pipes = self.pipe(), self.pipe()
        except OSError:
            self.give()
            self.close()
            raise

    def file(self, name):
        self.held.append(memory_file(name))
        return self.held[-1]

    def pipe(self):
        """Makes a pipe; returns a way to read from it whose flags nobody shares."""
        source, sink = os.pipe()
        self.given += source, sink
        os.fchmod(sink, 0o666)  # the episode's user may open it anew, as /dev/stdout
        os.set_blocking(source, False)
        self.held.append(os.open("/proc/self/fd/%d" % source, os.O_RDONLY | os.O_NONBLOCK))
        return self.held[-1]

    def of_the_worker(self):
        return [self.out, self.err, *self.given]

    def give(self):
        """What only the worker is to have, it has."""
        while self.given:
            os.close(self.given.pop())

    def read(self, keep):
        """When the worker has died: what it wrote last."""
        for pipe, file in zip(self.pipes, (self.out, self.err)):
            _empty(pipe, file)
        return read(self.out, keep), read(self.err, keep)

    def close(self):
        while self.held:
            os.close(self.held.pop())


def _empty(pipe, file):
    """Moves what was left in a pipe to the end of a file."""
    try:
        for _ in range(_MOST_CHUNKS):
            data = os.read(pipe, _CHUNK)
            if not data:
                break
            os.write(file, data)
    except OSError:  # nothing more is there
        pass


class Beside:
    """What could not be put into a file; of much only begin and end are kept."""

    def __init__(self):
        self.data, self.total = bytearray(), 0

    def add(self, data):
        self.data += data
        self.total += len(data)
        if len(self.data) > _BESIDE:
            del self.data[_BESIDE // 4 : _BESIDE // 4 * 3]


class Files:
    """The two files of one worker, and what its programs have for standard output and error: these files, or pipes."""

    def __init__(self, out, err):
        self.out, self.err = out, err
        self.sinks = [out, err]
        self.begin = {out: 0, err: 0}
        self.beside = {out: Beside(), err: Beside()}

    def take(self, keep, most=0):
        """Returns what was written since last time, and empties the files; but for one that is full, which is evidence."""
        return self.take_one(self.out, keep, most), self.take_one(self.err, keep, most)

    def empty(self):
        """Empties what has been taken and was left as evidence."""
        for fd, begin in self.begin.items():
            if begin and lseek(fd, 0, _END) == begin:
                try:
                    ftruncate(fd, 0)
                    self.begin[fd] = 0
                except BaseException:  # an audit hook of the program's
                    pass

    def take_one(self, fd, keep, most):
        begin = self.begin[fd]
        captured = read(fd, keep, begin)
        if 0 < most <= captured.total:
            self.begin[fd] = begin + captured.total
        elif captured.total:
            try:
                ftruncate(fd, 0)
                self.begin[fd] = 0
            except BaseException:  # an audit hook of the program's
                self.begin[fd] = begin + captured.total
        return self.with_what_is_beside(fd, captured, keep) if self.beside[fd].total else captured

    def with_what_is_beside(self, fd, captured, keep):
        beside, self.beside[fd] = self.beside[fd], Beside()
        whole, total = captured.kept + bytes(beside.data), captured.total + beside.total
        if len(whole) == total <= keep:
            return Captured(whole, total, False)
        half = min(keep, len(whole)) // 2
        return Captured(_cut(whole[:half], whole[-half:], total), total, True)
