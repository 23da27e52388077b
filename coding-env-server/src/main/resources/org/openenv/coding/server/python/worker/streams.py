"""Descriptors 0, 1 and 2 of a worker, and the three objects of `sys` over them, which each program finds in order."""
import sys
from _io import TextIOWrapper, open
from collections import deque
from fcntl import F_GETFD, fcntl
from posix import O_RDONLY, O_WRONLY, close, dup2
from posix import open as open_descriptor
from sys import getrefcount

_sys = vars(sys)
_flush = TextIOWrapper.flush
_OLDER = 8


class Streams:
    """Restored before each program, flushed after it."""

    def __init__(self, files):
        self.files = files
        self.errors = sys.stdout.errors
        self.older = deque(maxlen=_OLDER)
        self.adopt((sys.stdin, sys.stdout, sys.stderr))

    def adopt(self, standard):
        """Takes three streams for the standard ones, and notes what they look like untouched."""
        self.standard = standard
        self.out, self.err = standard[1:]
        self.layers = [layer for stream in standard for layer in (stream.buffer, stream.buffer.raw)]
        self.dictionaries = [vars(layer) for layer in (*standard, *self.layers)]
        self.untouched = None
        self.untouched = self.look()

    def look(self):
        return [*map(getrefcount, self.layers), *map(len, self.dictionaries)]

    def restore(self):
        """Undoes what a program did to the streams, before the next one runs."""
        dup2(self.files.out, 1)
        dup2(self.files.err, 2)
        source, out, err = self.standard
        _sys["stdin"], _sys["stdout"], _sys["stderr"] = source, out, err  # what programs had there is closed now, perhaps
        try:
            broken = source.closed or out.closed or err.closed
        except Exception:  # a layer has been detached
            broken = True
        if broken or self.look() != self.untouched:
            self.renew()
        _sys["__stdin__"], _sys["__stdout__"], _sys["__stderr__"] = self.standard

    def renew(self):
        """Makes new streams. The old ones stay, for as long as programs may have layers of them in use."""
        self.older.extend((self.out, self.err))
        try:
            fcntl(0, F_GETFD)
        except OSError:
            dup2(open_descriptor("/dev/null", O_RDONLY), 0)
        self.adopt((
            self.stream(0, "r", "<stdin>", self.errors),
            self.stream(1, "w", "<stdout>", self.errors),
            self.stream(2, "w", "<stderr>", "backslashreplace", 1)))
        _sys["stdin"], _sys["stdout"], _sys["stderr"] = self.standard

    @staticmethod
    def stream(number, mode, name, errors, buffering=-1):
        stream = open(number, mode, buffering, "utf-8", errors, None, False)
        stream.buffer.raw.name = name
        return stream

    def flush(self):
        """Flushes as an interpreter does at its end; returns what went wrong with standard output, and that stream."""
        current, err = _sys.get("stdout"), _sys.get("stderr")
        trouble = self.flush_one(current)
        if trouble and current is self.out:
            self.abandon(current, 1)
        if err is not self.err:
            self.flush_one(err)
        self.flush_own()
        return trouble

    def flush_own(self):
        """Flushes what is ours, whatever programs think of it."""
        for stream, number in ((self.out, 1), (self.err, 2), *((stream, 0) for stream in self.older)):
            try:
                _flush(stream)
            except ValueError:  # closed, or detached
                pass
            except Exception:
                self.abandon(stream, number)

    @staticmethod
    def flush_one(stream):
        """Flushes what programs have for a stream; returns it and the error, if there is one."""
        try:
            if stream is None or stream.closed:
                return None
        except Exception:
            pass
        try:
            stream.flush()
        except Exception as error:
            return stream, error
        return None

    def abandon(self, stream, number):
        """What can't be written is dropped, or it would come out in a later step."""
        if not number:
            return
        nowhere = open_descriptor("/dev/null", O_WRONLY)
        try:
            dup2(nowhere, number)
            _flush(stream)
        except Exception:
            pass
        finally:
            close(nowhere)
            dup2(self.files.out if number == 1 else self.files.err, number)
