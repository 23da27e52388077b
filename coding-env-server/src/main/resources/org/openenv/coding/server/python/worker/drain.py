"""Output by way of pipes, for programs that could tell a pipe from a file.

Output is files in memory (capture.py): nothing has to run while a program writes. But who opens /dev/stdout as a shell's `>` does
empties a file, and a limit that a program sets on the size of its files holds for files in memory, too. So a program whose text
could lead to either has pipes, and from there on the episode; a thread moves what comes out of them to the files. The manager
holds the other ends as well: what a program wrote just before it was killed is not lost.
"""
import _thread
import errno
from _signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask, valid_signals
from posix import dup2, fstat, read, write
from select import POLLIN, POLLNVAL, poll

import hidden

_TELLING = (
    "/fd", "rlimit", "RLIMIT", "ulimit", "seekable", "lseek", "fstat", "ftruncate", "buffer.seek", "buffer.tell", "buffer.trunc",
    "stdout.seek", "stdout.tell", "stdout.trunc", "stderr.seek", "stderr.tell", "stderr.trunc")
_CHUNK = 1 << 16
_MOST_CHUNKS = 32
_STACK = 1 << 18
_all_signals = valid_signals()
_start, _stack_size, _lock = _thread.start_new_thread, _thread.stack_size, _thread.allocate_lock
_NOTHING_THERE = errno.EAGAIN, errno.EBADF


def matters(source):
    """Returns whether a program may find out that its output is a file."""
    for telling in _TELLING:
        if telling in source:
            return True
    return source.count("/dev/") > source.count("/dev/null")


class Drain:
    """Two pipes, and the thread that empties them. ``pipes`` has for each file the descriptors of both ends."""

    def __init__(self, files, pipes):
        self.files, self.pipes = files, pipes
        self.lock = _lock()
        self.on = False
        self.most = 0  # bytes of output that a step may have

    def start(self):
        """From here on programs write to pipes, if a thread is to be had."""
        self.on = True
        before = pthread_sigmask(SIG_BLOCK, _all_signals)  # signals are for the threads of programs
        size = _stack_size()
        try:
            _stack_size(_STACK)
            _start(self.run, ())
            self.files.sinks = [sink for _, sink in self.pipes.values()]
        except Exception:
            pass
        finally:
            _stack_size(size)
            pthread_sigmask(SIG_SETMASK, before)

    @hidden.frame
    def run(self):
        hidden.halt(hidden.thread())  # threading.settrace_all_threads() is not for this one
        waiting = poll()
        for source, _ in self.pipes.values():
            waiting.register(source, POLLIN)
        while True:
            try:
                for _, event in waiting.poll():
                    if event & POLLNVAL:  # the program has closed all there is
                        return
                self.empty(1)
            except MemoryError:
                continue
            except Exception:
                return

    def empty(self, chunks=_MOST_CHUNKS):
        """Moves what there is in the pipes, up to so many chunks of each."""
        if not self.on:
            return
        with self.lock:
            for file, (source, _) in self.pipes.items():
                for _ in range(chunks):
                    try:
                        data = read(source, _CHUNK)
                    except OSError as error:
                        if error.errno in _NOTHING_THERE:
                            break
                        raise
                    if not data:
                        break
                    self.keep(file, data)

    def keep(self, file, data):
        """Adds to a file; what may not stand in it, for a limit that the program has set, is kept beside it."""
        beside = self.files.beside[file]
        if not beside.total:
            try:
                while data:
                    data = data[write(file, data) :]
                return
            except OSError:
                if 0 < self.most <= fstat(file).st_size:
                    self.end(file)
        beside.add(data)

    def end(self, file):
        """The file is full: from here on the program writes to it, and is told so. What its children write is cut."""
        sink = fstat(self.pipes[file][1])
        for number in 1, 2:
            try:
                found = fstat(number)
                if (found.st_dev, found.st_ino) == (sink.st_dev, sink.st_ino):
                    dup2(file, number)
            except OSError:  # the program has closed it
                pass
