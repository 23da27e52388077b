"""A worker: forked by the zygote, confined by the sandbox, then one session for one connection of the server."""
import gc
import os
import resource
import signal
import site
import socket
import sys
from posix import close

import capture
import forks
import frames
import hidden
import hooks
import morepaths
import ownfiles
import runner
import seeds
import streams


FLUSH = signal.SIGURG  # comes with each interrupt, so that a kill after it loses less; ignored where nobody handles it


def warm_up(sandbox):
    """Runs a few programs in the zygote, so that workers inherit code and pages that are warm."""
    saved = os.dup(1), os.dup(2)
    out, err = capture.memory_file("out"), capture.memory_file("err")
    main, path = sys.modules["__main__"], list(sys.path)
    actor = runner.Runner(streams.Streams(capture.Files(out, err), {}), sandbox)
    for source in ("x = 1", "print(1)", "1/0", "x = 1\n2") * 8:  # often enough for the interpreter to specialize our code
        actor.step(1 << 16, 0, source)
        actor.main.settle("/nonexistent")
    actor.main.forget_warm_up()
    actor.listen()
    sys.modules["__main__"], sys.path[:] = main, path
    forget_last_error()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for fd, number in zip(saved, (1, 2)):
        os.dup2(fd, number)
    for fd in (*saved, out, err):
        os.close(fd)


class Worker:
    """What a worker does between the fork and its first request. Made in the zygote, so that there is little left to make."""

    def __init__(self, sandbox, limits, descriptors):
        self.sandbox, self.limits, self.descriptors = sandbox, limits, descriptors

    def prepare(self):
        """In the zygote, before the first fork."""
        self.listener = socket.socket(fileno=self.descriptors.listener)
        site.USER_BASE = site.USER_SITE = None  # that of the programs' home, not of ours
        site.getusersitepackages()
        out, err, *pipes = self.descriptors.output()
        self.runner = runner.Runner(streams.Streams(capture.Files(out, err), {out: pipes[:2], err: pipes[2:]}), self.sandbox)

    def enter(self, worker_id, slot, out, err, *pipes, kept=()):
        """Makes the process a worker; returns the function that serves the session. Ends the process on any failure.

        ``kept``: descriptors to keep besides those that workers have.
        """
        self.worker_id = worker_id
        gc.freeze()  # what the zygote has made since its own freeze: not ours to look through either
        try:
            null = os.open(os.devnull, os.O_RDONLY)  # its own: what it does to the file's flags and locks, no other sees
            for fd, number in ((null, 0), (out, 1), (err, 2), *zip((out, err, *pipes), self.descriptors.output())):
                os.dup2(fd, number, number <= 2)
            self.sandbox.confine(slot, [*self.descriptors.of_workers(), *kept], {**self.limits, "open_files": 0})  # of which later
            self.settle()
            return self.meet
        except BaseException as e:
            os.write(2, ("%s: %s\n" % (type(e).__name__, e)).encode("utf-8", "replace"))
            os._exit(70)

    def settle(self):
        most = self.limits["file_bytes"]
        if resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY:  # output is files in memory
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        folder = os.getcwd()
        if not getattr(sys.flags, "safe_path", False):
            sys.path.insert(0, folder)
        ownfiles.begin(self.descriptors.listener, self.descriptors.output())
        self.runner.settle(folder)
        morepaths.show_installed()
        forks.settle()
        seeds.renew()
        self.runner.step(1 << 16, 0, "")
        self.runner.main.forget_warm_up()

    @hidden.frame
    def meet(self, *_):
        """Waits for the server to connect, which is the session's begin, and serves it. The interpreter's hook for errors."""
        self.greet()
        self.runner.serve()

    def greet(self):
        sys.excepthook = sys.__excepthook__
        forget_last_error()
        fd, _ = self.listener._accept()  # without the wrapping: this code runs once in each worker, in cold memory
        self.listener.close()
        taken = self.descriptors.taken
        os.write(taken, self.worker_id.to_bytes(4, "big"))
        os.close(taken)
        fd = ownfiles.move(fd)
        self.sandbox.lower({"open_files": self.limits["open_files"]})
        keep_from_children(fd)
        actor = self.runner
        hooks.install()
        signal.signal(FLUSH, actor.streams.flush_early)
        actor.channel = frames.Channel(fd)
        actor.channel.send(frames.HELLO, 0, frames.hello(self.worker_id, seeds.own))


def forget_last_error():
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(name, None)


def keep_from_children(fd):
    """A process that the program forks must not keep the connection open, let alone answer on it."""
    held = [fd]

    @hidden.frame
    def let_go():
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        while held:  # once: in a grandchild the number may be a file of the program's
            close(held.pop())

    os.register_at_fork(after_in_child=let_go)
