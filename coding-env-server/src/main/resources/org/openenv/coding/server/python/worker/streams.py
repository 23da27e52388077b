"""Descriptors 0, 1 and 2 of a worker, and the three objects of `sys` over them, which each program finds in order."""
import sys
from _io import TextIOWrapper, open
from collections import deque
from posix import O_RDONLY, O_WRONLY, close, dup2, get_inheritable
from posix import open as open_descriptor
from sys import getrefcount

import drain

_sys = vars(sys)
_flush, _reconfigure = TextIOWrapper.flush, TextIOWrapper.reconfigure
_OLDER = 8


class Streams:
    """Restored before each program, flushed after it."""

    def __init__(self, files, pipes):
        self.files = files
        self.drain = drain.Drain(files, pipes)
        self.errors = sys.stdout.errors
        self.older = deque(maxlen=_OLDER)
        self.at_once = False  # whether what is printed is written at once, as by `python3 -u`
        self.adopt((sys.stdin, sys.stdout, sys.stderr))

    def adopt(self, standard):
        """Takes three streams for the standard ones, and notes what they look like untouched."""
        self.standard = standard
        self.out, self.err = standard[1:]
        self.layers = [stream.buffer for stream in standard]
        self.layers += [getattr(layer, "raw", layer) for layer in self.layers]  # unbuffered ones have one layer
        self.dictionaries = [vars(layer) for layer in (*standard, *self.layers)]
        self.untouched = None
        self.untouched = self.look()

    def look(self):
        return [*map(getrefcount, self.layers), *map(len, self.dictionaries)]

    def restore(self, source=""):
        """Undoes what a program did to the streams, before the next one runs."""
        if not self.drain.on and drain.matters(source):
            self.drain.start()
            self.untouched = None  # streams know whether they are over a file: new ones are due
        try:
            dup2(self.files.sinks[0], 1)
            dup2(self.files.sinks[1], 2)
        except OSError:  # a program has allowed itself no descriptors; those it has will do
            pass
        given, out, err = self.standard
        _sys["stdin"], _sys["stdout"], _sys["stderr"] = given, out, err  # what programs had there is closed now, perhaps
        try:
            get_inheritable(0)
            broken = given.closed or out.closed or err.closed
        except Exception:  # a layer has been detached, or the descriptor is closed
            broken = True
        if broken or self.look() != self.untouched:
            self.renew()
        _sys["__stdin__"], _sys["__stdout__"], _sys["__stderr__"] = self.standard

    def renew(self):
        """Makes new streams. The old ones stay, for as long as programs may have layers of them in use."""
        self.older.extend((self.out, self.err))
        try:
            get_inheritable(0)
        except OSError:
            self.open_nothing()
        self.adopt((
            self.stream(0, "r", "<stdin>", self.errors),
            self.unbuffered(1, "<stdout>", self.errors) if self.at_once else self.stream(1, "w", "<stdout>", self.errors),
            self.unbuffered(2, "<stderr>", "backslashreplace") if self.at_once else self.stream(2, "w", "<stderr>", "backslashreplace", 1)))
        _sys["stdin"], _sys["stdout"], _sys["stderr"] = self.standard

    @staticmethod
    def open_nothing():
        fd = open_descriptor("/dev/null", O_RDONLY)
        if fd:
            dup2(fd, 0)
            close(fd)

    @staticmethod
    def stream(number, mode, name, errors, buffering=-1):
        stream = open(number, mode, buffering, "utf-8", errors, None, False)
        stream.buffer.raw.name = name
        return stream

    @staticmethod
    def unbuffered(number, name, errors):
        raw = open(number, "wb", 0, None, None, None, False)
        raw.name = name
        return TextIOWrapper(raw, "utf-8", errors, None, False, True)

    def line_by_line(self, wanted):
        """Has each line of standard output be written at once, for who watches, or not any more."""
        try:
            _reconfigure(self.out, line_buffering=wanted)
        except Exception:  # closed, or detached
            pass

    def flush(self):
        """Flushes as an interpreter does at its end.

        Returns whether all was kept, and what went wrong with standard output: that stream and the error.
        """
        out, err = _sys.get("stdout"), _sys.get("stderr")
        trouble = self.flush_one(out)
        if trouble and out is self.out:
            self.abandon(out, 1)
        lost = self.flush_one(err)
        if lost and err is self.err:
            self.abandon(err, 2)
        self.flush_own()
        return not (trouble or lost), trouble

    def flush_in_between(self):
        """Flushes what a program has for standard streams, as the interpreter does when it has run a file's last line."""
        for name in "stderr", "stdout":
            try:
                _sys[name].flush()
            except Exception:
                pass

    def flush_early(self, *_):
        """Flushes in the middle of a program, as the handler of a signal; not if the program is about to write just now."""
        for stream in self.out, self.err:
            try:
                _flush(stream)
            except Exception:
                pass

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
        nowhere = -1
        try:
            nowhere = open_descriptor("/dev/null", O_WRONLY)
            dup2(nowhere, number)
            _flush(stream)
        except Exception:
            pass
        finally:
            if nowhere >= 0:
                close(nowhere)
                dup2(self.files.sinks[number - 1], number)
