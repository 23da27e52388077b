"""Runs one program after another in a real `__main__`, as `python3 main.py` would, and tells how each ended.

Between programs the worker is deaf: SIGINT is only remembered and other signals are blocked, so that no handler of a
program disturbs us or the next one.
"""
import __future__
import builtins
import io
import json
import linecache
import os
import resource
import signal
import sys
import types
from _ast import Expr, Expression
from _signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask, signal as set_handler
from collections import namedtuple

import errors
import frames
import recursion
import seeds

Outcome = namedtuple("Outcome", "code kind flags value error")

EXITED, EXCEPTION, UNPARSABLE, MALFORMED, INTERRUPTED = range(5)
OUT_CUT, ERR_CUT, HAS_VALUE, HAS_ERROR, OUTPUT_FULL = 1, 2, 4, 8, 16
ECHO = 1

_ONLY_AST = 0x400
_FUTURES = __future__.annotations.compiler_flag | __future__.barry_as_FLUFL.compiler_flag
_BLOCKED = tuple(n for n in range(1, 32) if n not in (signal.SIGINT, signal.SIGKILL, signal.SIGSTOP))
_VALUE = 10_000
_FRAMES_ABOVE = 4  # serve, step, attempt and execute


class Runner:
    """One session's interpreter."""

    def __init__(self, streams, sandbox, fd=-1):
        self.streams = streams
        self.sandbox = sandbox
        self.channel = frames.Channel(fd)
        self.pid = os.getpid()
        self.steps = 0
        self.futures = 0
        self.listening = self.interrupted = False
        self.on_interrupt = signal.default_int_handler
        self.parsed = []
        self.used = (0, 0)
        self.main = types.ModuleType("__main__")
        self.file = os.path.join(os.getcwd(), "main.py")
        vars(self.main).update(
            __annotations__={}, __builtins__=builtins, __cached__=None, __file__=self.file)

    # -- the session

    def serve(self):
        """Answers requests until the server has gone. Does not return."""
        recursion.hide_frames(_FRAMES_ABOVE)
        try:
            while True:
                kind, seq, payload = self.channel.receive()
                if kind == frames.EXEC:
                    self.channel.send(frames.RESULT, seq, self.step(*frames.parse_exec(payload)))
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
        """Runs one program; returns the answer's payload."""
        source = source.removeprefix("\ufeff")
        self.steps += 1
        name = "<step-%d>" % self.steps
        self.restore(name, source)
        outcome = Outcome(130, INTERRUPTED, 0, "", "")
        try:
            outcome = self.attempt(source, name, flags & ECHO)
            if not self.streams.flush() and not outcome.code:
                outcome = outcome._replace(code=120)
        except SystemExit as exc:  # by an excepthook
            outcome = self.exited(exc)
        except BaseException:  # an interrupt while an exception was told
            pass
        while self.listening:
            try:
                self.deaf()
            except BaseException:  # a handler of the program's, or an interrupt that came last
                continue
        if os.getpid() != self.pid:
            self.end_fork(outcome)
        return self.answer(outcome, keep)

    def answer(self, outcome, keep):
        recursion.make_room()
        sys.settrace(None)
        sys.setprofile(None)
        self.streams.flush()
        out, err = self.streams.take(keep)
        full = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
        flags = outcome.flags | (OUT_CUT if out.cut else 0) | (ERR_CUT if err.cut else 0)
        if 0 < full <= max(out.total, err.total):
            flags |= OUTPUT_FULL
        return frames.result(outcome, flags, self.usage(), out, err)

    def usage(self):
        """User and system time in microseconds since last time, and the peak of resident memory in bytes."""
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        user, system = own[0] + children[0], own[1] + children[1]
        before, self.used = self.used, (user, system)
        return int((user - before[0]) * 1e6), int((system - before[1]) * 1e6), own[2] * 1024

    # -- one program

    def attempt(self, source, name, echo):
        """Runs the program and whatever it takes to tell its end: its excepthook, its __str__ and __repr__."""
        try:
            self.listen()
            value = self.execute(source, name)
            if value is None:
                return Outcome(0, EXITED, 0, "", "")
            if echo:
                sys.displayhook(value)
            return Outcome(0, EXITED, HAS_VALUE, self.repr(value), "")
        except BaseException as exc:
            caught = exc
        # Told when it is no longer being handled, or it would be the context of what goes wrong in the telling.
        return self.exited(caught) if isinstance(caught, SystemExit) else self.failed(caught, source, name)

    def execute(self, source, name):
        """Compiles all, then runs all; returns the value of a last expression."""
        flags = self.futures
        tree = compile(source, name, "exec", _ONLY_AST | flags, True)
        self.parsed.append(name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], Expr) else None
        body = compile(tree, name, "exec", flags, True)
        self.futures = flags | body.co_flags & _FUTURES
        if last is None:
            return eval(body, vars(self.main))  # exec would take one level more of the recursion limit
        tail = compile(Expression(last.value), name, "eval", self.futures, True)
        if tree.body:
            eval(body, vars(self.main))
        return eval(tail, vars(self.main))

    def repr(self, value):
        kind = type(value)
        if kind in (str, bytes, list, tuple) and len(value) > _VALUE:
            value = value[:_VALUE]
        try:
            text = repr(value)
        except Exception:
            return "<%s object, repr() failed>" % kind.__name__
        return text if len(text) <= _VALUE else text[:_VALUE] + "..."

    def exited(self, exc):
        code = exc.code
        if code is None:
            code = 0
        elif isinstance(code, int):
            code = code if -(1 << 31) <= code < 1 << 31 else -1
        else:
            sys.stderr.write(str(code) + "\n")
            code = 1
        return Outcome(code, EXITED, 0, "", "")

    def failed(self, exc, source, name):
        recursion.make_room()
        kind, code = EXCEPTION, 1
        if isinstance(exc, KeyboardInterrupt):
            kind, code = INTERRUPTED, 130
        elif errors.trim(exc).__traceback__ is None and isinstance(exc, (SyntaxError, ValueError)):
            if not isinstance(exc, SyntaxError):  # a null byte
                exc = SyntaxError(str(exc))
            kind = self.malformed(errors.add_source_line(exc, source), source, name)
        try:
            errors.report(exc)
            error = errors.describe(exc)
        except Exception as second:
            error = errors.untellable(exc, second)
        return Outcome(code, kind, HAS_ERROR, "", error)

    def malformed(self, exc, source, name):
        try:
            compile(source, name, "exec", _ONLY_AST | self.futures, True)
        except Exception:
            return UNPARSABLE
        return MALFORMED

    # -- around a program

    def restore(self, name, source):
        """Puts back what the next program must find, whatever the last one did."""
        self.streams.restore()
        sys.modules["__main__"] = self.main
        vars(self.main).pop("__warningregistry__", None)
        lines = io.StringIO(source, None).readlines()
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        if not isinstance(linecache.cache, dict):
            linecache.cache = {}
        linecache.cache[name] = (len(source), None, lines, name)
        linecache.cache[self.file] = (self.session_source,)
        if "__file__" in source or "spawn" in source or "forkserver" in source:
            self.write_file(source)

    def session_source(self):
        """All programs that could be parsed: where inspect looks for the source of a class."""
        return "".join(line for name in self.parsed for line in (*linecache.getlines(name), "\n"))

    def forget_rehearsal(self):
        self.steps = 0
        self.parsed.clear()

    def write_file(self, source):
        """Makes __file__ real for a program that reads itself or whose children import it."""
        try:
            with open(self.file, "w", encoding="utf-8", errors="replace") as f:
                f.write(source)
        except OSError:
            pass

    def listen(self):
        recursion.resume()
        self.listening = True
        set_handler(signal.SIGINT, self.on_interrupt)
        pthread_sigmask(SIG_SETMASK, ())
        if self.interrupted:  # the interrupt was faster than the program
            self.interrupted = False
            signal.raise_signal(signal.SIGINT)

    def deaf(self):
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


    # -- requests other than a program

    def setup(self, payload):
        """Takes back an interrupt that came too late; before the first program also sets seed and limits."""
        self.interrupted = False
        wanted = json.loads(bytes(payload))
        if wanted.get("seed") is not None:
            seeds.apply(wanted["seed"])
        if wanted.get("limits"):
            self.sandbox.lower(wanted["limits"])
        return b""
