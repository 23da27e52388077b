"""Serves one session: takes programs from the server, has them run, and answers what they wrote and how they ended.

Between programs the worker does not listen: SIGINT is only remembered and other signals are blocked, so that no handler of a
program disturbs us or the next one.
"""
import json
import os
import resource
import signal
import sys
from _signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask, signal as set_handler

import errors
import frames
import program
import recursion
import seeds

ECHO = 1
OUT_CUT, ERR_CUT, OUTPUT_FULL = 1, 2, 16

_BLOCKED = tuple(n for n in range(1, 32) if n not in (signal.SIGINT, signal.SIGKILL, signal.SIGSTOP))
_FRAMES_ABOVE = 4  # serve, step, attempt and execute


class Runner:
    """One session's interpreter."""

    def __init__(self, streams, sandbox, fd=-1):
        self.streams = streams
        self.sandbox = sandbox
        self.channel = frames.Channel(fd)
        self.main = program.Main()
        self.settle(os.getcwd())
        self.listening = self.interrupted = False
        self.on_interrupt = signal.default_int_handler
        self.used = (0, 0)

    def settle(self, folder):
        """Takes this process, and the folder it is to work in, for its own."""
        self.pid = os.getpid()
        self.full = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
        self.main.settle(folder)

    def serve(self):
        """Answers requests until the server has gone. Does not return."""
        recursion.hide_frames(_FRAMES_ABOVE)
        try:
            while True:
                kind, seq, payload = self.channel.receive()
                if kind == frames.EXEC:
                    self.channel.send(frames.RESULT, seq, *self.step(*frames.parse_exec(payload)))
                else:
                    self.channel.send(frames.READY, seq, self.setup(payload))
        except BaseException:
            self.await_end()

    def await_end(self):
        """A program has spoilt the worker, or the server has gone: we are killed, for no exit of ours could tell that."""
        while True:
            try:
                self.channel.close()
                signal.pause()
            except BaseException:
                continue

    def step(self, keep, flags, source):
        """Runs one program; returns the answer's payload, in parts."""
        source = source.removeprefix("\ufeff")
        self.streams.restore()
        self.main.prepare(source)
        outcome = program.CUT_SHORT
        try:
            outcome = self.main.attempt(source, flags & ECHO, self.listen)
            if not self.streams.flush() and not outcome.code:
                outcome = outcome._replace(code=120)
        except SystemExit as exc:  # by an excepthook
            outcome = self.main.exited(exc)
        except KeyboardInterrupt:  # while an exception was told
            pass
        except BaseException as exc:
            outcome = program.Outcome(1, program.EXCEPTION, program.HAS_ERROR, "", errors.untellable(exc, exc))
        while self.listening:
            try:
                self.stop_listening()
            except BaseException:  # a handler of the program's, or an interrupt that came last
                continue
        if os.getpid() != self.pid:
            self.end_fork(outcome)
        return self.answer(outcome, keep)

    def answer(self, outcome, keep):
        recursion.make_room()
        if sys.gettrace() is not None or sys.getprofile() is not None:
            sys.settrace(None)
            sys.setprofile(None)
        self.streams.flush()
        out, err = self.streams.take(keep)
        flags = outcome.flags | (OUT_CUT if out.cut else 0) | (ERR_CUT if err.cut else 0)
        if 0 < self.full <= max(out.total, err.total):
            flags |= OUTPUT_FULL
        return frames.result(outcome, flags, self.usage(), out, err)

    def usage(self):
        """User and system time in microseconds since last time, and the peak of resident memory in bytes."""
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        user, system = own[0] + children[0], own[1] + children[1]
        before, self.used = self.used, (user, system)
        return int((user - before[0]) * 1e6), int((system - before[1]) * 1e6), own[2] * 1024

    def listen(self):
        recursion.resume()
        self.listening = True
        set_handler(signal.SIGINT, self.on_interrupt)
        pthread_sigmask(SIG_SETMASK, ())
        if self.interrupted:  # the interrupt was faster than the program
            self.interrupted = False
            signal.raise_signal(signal.SIGINT)

    def stop_listening(self):
        pthread_sigmask(SIG_BLOCK, _BLOCKED)
        self.on_interrupt = set_handler(signal.SIGINT, self.remember) or signal.default_int_handler
        self.listening = False

    def remember(self, *_):
        """An interrupt between programs is for the next one, unless the server takes it back."""
        self.interrupted = True

    def end_fork(self, outcome):
        """A process that the program forked has come to the program's end: it ends as a script does."""
        import atexit
        try:
            threading = sys.modules.get("threading")
            if threading is not None:
                threading._shutdown()
            atexit._run_exitfuncs()
            self.streams.flush()
        finally:
            os._exit(outcome.code & 0xFF)

    def setup(self, payload):
        """Takes back an interrupt that came too late; before the first program also sets seed and limits."""
        self.interrupted = False
        wanted = json.loads(bytes(payload))
        if wanted.get("seed") is not None:
            seeds.apply(wanted["seed"])
        if wanted.get("limits"):
            self.sandbox.lower(wanted["limits"])
            self.full = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
        return b""
