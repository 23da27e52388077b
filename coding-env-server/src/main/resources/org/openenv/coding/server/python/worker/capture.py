"""Output is caught at the descriptor: 1 and 2 are files in memory, whoever writes to them.

A file never blocks its writer and keeps the order, also of what C code and child processes write. Between steps it is
read and emptied. The zygote holds both files too, so that the last output of a killed worker is not lost.
"""
import os
import sys
from collections import namedtuple
from fcntl import F_GETFL, F_SETFL, fcntl

Captured = namedtuple("Captured", "kept total cut")
_NOTHING = Captured(b"", 0, False)


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


def read(fd, keep):
    """Returns what is in the file: all of it, or `keep` bytes of its head and tail with the cut marked between."""
    total = os.lseek(fd, 0, os.SEEK_END)
    if not total:
        return _NOTHING
    if total <= keep:
        return Captured(_slice(fd, total, 0), total, False)
    half = keep // 2
    mark = b"\n... [%d bytes cut] ...\n" % (total - 2 * half)
    return Captured(_slice(fd, half, 0) + mark + _slice(fd, half, total - half), total, True)


def _slice(fd, size, offset):
    data = os.pread(fd, size, offset)
    while len(data) < size:
        more = os.pread(fd, size - len(data), offset + len(data))
        if not more:
            break
        data += more
    return data


class Streams:
    """Descriptors 0, 1 and 2 of a worker and the three objects of `sys` over them."""

    def __init__(self, out, err):
        self.out, self.err = out, err
        self.standard = sys.stdin, sys.stdout, sys.stderr

    def restore(self):
        """Undoes what a program did to the streams by accident, before the next one runs."""
        os.dup2(self.out, 1)
        os.dup2(self.err, 2)
        source, out, err = self.standard
        if source.closed or out.closed or err.closed:
            source, out, err = self._reopen()
        sys.stdin, sys.stdout, sys.stderr = source, out, err

    def _reopen(self):
        try:
            os.fstat(0)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        errors = sys.__stdout__.errors
        self.standard = (
            open(0, encoding="utf-8", errors=errors, closefd=False),
            open(1, "w", encoding="utf-8", errors=errors, closefd=False),
            open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1))
        sys.__stdin__, sys.__stdout__, sys.__stderr__ = self.standard
        return self.standard

    def flush(self):
        """Flushes as an interpreter does at its end; returns whether standard output took it."""
        done = True
        _, out, err = self.standard
        streams = (out, err)
        if sys.stdout is not out or sys.stderr is not err:
            streams = {id(s): s for s in (sys.stdout, sys.stderr, out, err)}.values()
        for stream in streams:
            try:
                if stream is not None and not getattr(stream, "closed", False):
                    stream.flush()
            except Exception:
                done = done and stream is not sys.stdout
                self._abandon(stream)
        return done

    def _abandon(self, stream):
        """What can't be written is dropped, or it would come out in a later step."""
        if stream not in self.standard:
            return
        number = 1 if stream is self.standard[1] else 2
        devnull = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(devnull, number)
            stream.flush()
        except Exception:
            pass
        finally:
            os.close(devnull)
            os.dup2(self.out if number == 1 else self.err, number)

    def take(self, keep):
        """Returns what was written since last time, and empties the files."""
        out, err = read(self.out, keep), read(self.err, keep)
        for fd, captured in ((self.out, out), (self.err, err)):
            if captured.total:
                os.ftruncate(fd, 0)
                os.lseek(fd, 0, os.SEEK_SET)
        return out, err
