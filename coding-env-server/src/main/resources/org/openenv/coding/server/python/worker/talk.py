"""What the server and a program say to each other while it runs: its input comes, a part at a time, and answers of its calls.

A thread reads the connection from the begin of such a program until the server says that it has taken the answer; the next
request is read by who always does. It is started for these programs alone.
"""
import _thread
import os
from _signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask, valid_signals
from fcntl import F_DUPFD_CLOEXEC, fcntl
from posix import O_RDONLY, close, dup2, fstat, pipe, set_blocking, write
from posix import open as open_descriptor
from resource import RLIMIT_NOFILE, getrlimit
from select import POLLIN, POLLOUT, poll

import frames
import hidden

_STACK = 1 << 18
_all_signals = valid_signals()
_start, _stack_size, _lock = _thread.start_new_thread, _thread.stack_size, _thread.allocate_lock


def identity(fd):
    """What tells a file from another one under the same number."""
    found = fstat(fd)
    return found.st_dev, found.st_ino


class Talk:
    """Made once for a worker, used for one program after another."""

    def __init__(self):
        self.sending, self.over = _lock(), _lock()
        self.registered = False
        self.sink = -1
        self.answers = None  # who is given the answers of calls

    def prepare(self, channel, seq):
        """Takes the connection over, for the program of a request."""
        self.channel, self.seq = channel, seq
        self.running = self.ended = self.answered = self.last = False
        self.pending, self.owed = b"", False

    def begin(self):
        """Begins to listen. Where no thread can be had, nothing is heard: the program's input has ended."""
        before = pthread_sigmask(SIG_BLOCK, _all_signals)  # signals are for the threads of programs
        size = _stack_size()
        try:
            _stack_size(_STACK)
            self.over.acquire()
            _start(self.run, ())
            self.running = True
        except Exception:
            self.over.release()
            self.let_go()
        finally:
            _stack_size(size)
            pthread_sigmask(SIG_SETMASK, before)

    def stdin(self, given):
        """Has descriptor 0 be a pipe, with the bytes given in it; returns the number of the error, or 0. Before ``begin``."""
        try:
            source, sink = pipe()
            try:
                dup2(source, 0)
            finally:
                if source:
                    close(source)
            self.sink = self.aside(sink)
            self.identity = identity(self.sink)
            set_blocking(self.sink, False)
            self.pending, self.owed = bytes(given or b""), True  # when that is written, the first part may come
            if not self.registered:
                os.register_at_fork(after_in_child=self.let_go)
                self.registered = True
            return 0
        except OSError as error:
            return error.errno or 5

    @staticmethod
    def aside(sink):
        """Puts it where programs seldom come by."""
        try:
            moved = fcntl(sink, F_DUPFD_CLOEXEC, max(3, getrlimit(RLIMIT_NOFILE)[0] - 4))
        except OSError:
            return sink
        close(sink)
        return moved

    def let_go(self):
        """Ends the input; in a child of the program's, too, for it must not keep it open."""
        sink, self.sink = self.sink, -1
        if sink < 0:
            return
        try:
            if identity(sink) == self.identity:
                close(sink)
        except OSError:  # the program has closed it
            pass

    def say(self, kind, *payload):
        """Says something to the server, unless it has been given the answer, which is the last."""
        before = pthread_sigmask(SIG_BLOCK, _all_signals)  # an interrupt in the middle of a frame would spoil the connection
        try:
            with self.sending:
                if not self.answered:
                    self.channel.send(kind, self.seq, *payload)
        finally:
            pthread_sigmask(SIG_SETMASK, before)

    def answer(self, *payload):
        with self.sending:
            self.answered = True
            self.channel.send(frames.RESULT, self.seq, *payload)

    def end(self):
        """When the program has been answered: waits until the server has said its last. Descriptor 0 is as always then."""
        if self.running:
            self.over.acquire()
            self.over.release()
        while not self.ended:  # the thread could not be had, or has failed
            self.hear()
        self.let_go()
        try:
            null = open_descriptor("/dev/null", O_RDONLY)
            if null:
                dup2(null, 0)
                close(null)
        except OSError:
            pass

    @hidden.frame
    def run(self):
        hidden.halt(hidden.thread())  # threading.settrace_all_threads() is not for this one
        try:
            while not self.ended:
                try:
                    self.wait()
                except MemoryError:
                    continue
        except Exception:  # the program has closed what is ours, or the server has gone
            pass
        finally:
            self.over.release()

    def wait(self):
        """Until there is something to read, or room for what waits to be written."""
        waiting = poll()
        waiting.register(self.channel.fd, POLLIN)
        if self.pending and self.sink >= 0:
            waiting.register(self.sink, POLLOUT)
        else:
            with self.sending:
                self.settle()
        for fd, _ in waiting.poll():
            if fd == self.channel.fd:
                self.hear()
            else:
                self.pour()

    def hear(self):
        """Takes one message of the server's, and nothing behind it."""
        kind, seq, payload = self.channel.receive_one()
        if seq != self.seq:
            raise EOFError
        if kind == frames.END:
            self.ended = True
        elif kind == frames.ANSWER:
            self.answers(payload)
        elif kind == frames.INPUT:
            self.last = payload[0] != 0
            self.pending += bytes(payload[1:])
            self.owed = True
            self.pour()

    def pour(self):
        """Writes as much as there is room for; with the lock, so that the answer comes behind what tells of it."""
        with self.sending:
            try:
                while self.pending and self.sink >= 0:
                    self.pending = self.pending[write(self.sink, self.pending) :]
            except BlockingIOError:
                return
            except OSError:  # nobody reads any more
                self.let_go()
            self.settle()

    def settle(self):
        """Tells the server when all it sent has been written, and ends the input if that was the last. With the lock."""
        if self.pending and self.sink >= 0:
            return
        self.pending = b""
        if self.last:
            self.let_go()
        if self.owed and not self.answered:
            self.owed = False
            self.channel.send(frames.TAKEN, self.seq)
