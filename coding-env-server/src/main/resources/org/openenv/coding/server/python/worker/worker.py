"""A worker: forked by the zygote, confined by the sandbox, then one session for one connection of the server."""
import fcntl
import os
import resource
import signal
import socket
import sys

import capture
import errors
import frames
import runner
import seeds

LISTENER, TAKEN, OUT, ERR = 3, 4, 5, 6


def rehearse(sandbox):
    """Runs a few programs in the zygote, so that workers inherit code and pages that are warm."""
    saved = os.dup(1), os.dup(2)
    out, err = capture.memory_file("out"), capture.memory_file("err")
    main, path = sys.modules["__main__"], list(sys.path)
    actor = runner.Runner(capture.Streams(out, err), sandbox)
    for source in ("x = 1", "print(1)", "1/0", "x = 1\n2") * 8:  # often enough for the interpreter to specialize our code
        actor.step(1 << 16, 0, source)
    actor.listen()
    sys.modules["__main__"], sys.path[:] = main, path
    del sys.last_type, sys.last_value, sys.last_traceback
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for fd, number in zip(saved, (1, 2)):
        os.dup2(fd, number)
    for fd in (*saved, out, err):
        os.close(fd)


class Worker:
    """What a worker does between the fork and its first request."""

    def __init__(self, sandbox, config, sid, slot):
        self.sandbox, self.config, self.sid, self.slot = sandbox, config, sid, slot

    def enter(self, listener, taken, out, err):
        """Makes the process a worker; returns the function that serves the session. Ends the process on any failure."""
        try:
            self.arrange(listener, taken, out, err)
            self.sandbox.confine(self.slot, [LISTENER, TAKEN, OUT, ERR], self.config["limits"])
            self.settle()
            return self.meet
        except BaseException as e:
            os.write(2, ("%s: %s\n" % (type(e).__name__, e)).encode("utf-8", "replace"))
            os._exit(70)

    def arrange(self, listener, taken, out, err):
        os.environ.clear()
        os.environ.update(self.config["program_env"])
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (listener, taken, out, err)]
        os.dup2(high[2], 1)
        os.dup2(high[3], 2)
        for fd, number in zip(high, (LISTENER, TAKEN, OUT, ERR)):
            os.dup2(fd, number, inheritable=False)

    def settle(self):
        most = self.config["limits"]["file_bytes"]
        if resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY:  # output is files in memory
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        sys.path.insert(0, os.getcwd())
        self.runner = runner.Runner(capture.Streams(OUT, ERR), self.sandbox)
        seeds.renew()
        self.runner.step(1 << 16, 0, "")
        self.runner.forget_rehearsal()
        del self.config

    def meet(self):
        """Waits for the server to connect, which is the session's begin, and serves it."""
        with socket.socket(fileno=LISTENER) as listener:
            connection, _ = listener.accept()
        fd = connection.detach()
        os.write(TAKEN, self.sid.to_bytes(4, "big"))
        os.close(TAKEN)
        keep_from_children(fd)
        actor = self.runner
        errors.install_hooks()
        actor.channel = frames.Channel(fd)
        actor.channel.send(frames.HELLO, 0, frames.hello(self.sid))
        actor.serve()


def keep_from_children(fd):
    """A process that the program forks must not keep the connection open, let alone answer on it."""
    held = [fd]

    def let_go():
        while held:  # once: in a grandchild the number may be a file of the program's
            os.close(held.pop())

    os.register_at_fork(after_in_child=let_go)
