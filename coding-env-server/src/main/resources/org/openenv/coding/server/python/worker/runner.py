"""Serves one session: takes programs from the server, has them run, and answers what they wrote and how they ended.

Between programs the worker does not listen: SIGINT is only remembered and other signals are blocked, so that no handler of a
program disturbs us or the next one. Whatever is called here was looked up before the first program: a program may have
replaced everything in every module it can reach.
"""
import json
import signal
import sys
from _signal import SIG_BLOCK, SIG_SETMASK, SIGINT, default_int_handler, pause, pthread_sigmask, raise_signal
from _signal import signal as set_handler
from posix import _exit, getcwd, getpid
from resource import RLIMIT_FSIZE, RUSAGE_CHILDREN, RUSAGE_SELF, getrlimit, getrusage
from sys import getprofile, gettrace

import ending
import errors
import feed
import fingerprint
import frames
import hidden
import morepaths
import offered
import program
import recursion
import rich
import seeds
import shell
import spawned
import talk
import tracing
import workspace

ECHO, SCRIPT, RICH, SVG, CELL, TALK, INTERACTIVE = (
    frames.ECHO, frames.SCRIPT, frames.RICH, frames.SVG, frames.CELL, frames.TALK, frames.INTERACTIVE)
OUT_CUT, ERR_CUT, OUTPUT_FULL = 1, 2, 16

_BLOCKED = tuple(n for n in range(1, 32) if n not in (SIGINT, signal.SIGKILL, signal.SIGSTOP))
# meet, serve, step, attempt, and the one or two calls that run the program, of which newer versions count those in Python
_FRAMES_ABOVE = 6 if sys.version_info < (3, 11) else 5
_NOTHING = b"{}"


class Runner:
    """One session's interpreter."""

    def __init__(self, streams, sandbox, fd=-1):
        self.streams = streams
        self.files = streams.files
        self.sandbox = sandbox
        self.memory = sandbox.memory
        self.channel = frames.Channel(fd)
        self.main = program.Main()
        self.rich = rich.Rich()
        self.shell = shell.Shell(self.main, self.rich)
        self.rich.get_ipython = self.shell.of_library
        self.talk = talk.Talk()
        self.offered = offered.Offered(self.talk)
        self.listening = self.interrupted = False
        self.on_interrupt = default_int_handler
        self.used = (0, 0)
        self.fed = False
        self.live = 0  # whether the last program's output was watched
        self.pid = getpid()
        self.full = getrlimit(RLIMIT_FSIZE)[0]

    def settle(self, folder):
        """Takes this process, and the folder it is to work in, for its own."""
        self.pid = getpid()
        self.full = self.streams.drain.most = getrlimit(RLIMIT_FSIZE)[0]
        self.folder = folder
        self.main.settle(folder)
        self.workspace = workspace.Workspace(folder, self.main.text.number)
        spawned.Preparation(self.main).install()

    @hidden.frame
    def serve(self):
        """Answers requests until the server has gone. Does not return."""
        recursion.hide_frames(_FRAMES_ABOVE)
        try:
            while True:
                kind, seq, payload = self.channel.receive()
                if kind == frames.EXEC:
                    request = frames.parse_exec(payload)
                    if request[1] & TALK:
                        self.talk.prepare(self.channel, seq)
                        self.offered.begin()
                        self.talk.answer(*self.step(*request))
                        self.offered.end()
                        self.talk.end()
                    else:
                        self.channel.send(frames.RESULT, seq, *self.step(*request))
                elif kind == frames.FILES:
                    self.channel.send(frames.FILES_ANSWER, seq, *self.workspace.answer(payload))
                else:
                    self.channel.send(frames.READY, seq, self.setup(payload))
        except BaseException:
            if not self.main.steps:  # the server has gone before it had anything run
                _exit(0)
            self.await_end()

    def await_end(self):
        """A program has spoilt the worker, or the server has gone: we are killed, for no exit of ours could tell that."""
        while True:
            try:
                self.channel.close()
                pause()
            except BaseException:
                continue

    @hidden.frame
    def step(self, keep, flags, source, given=None):
        """Runs one program; returns the answer's payload, in parts."""
        source = source.removeprefix("\ufeff")
        source = self.begin(source, flags, given)
        outcome = program.CUT_SHORT
        try:
            outcome = self.main.attempt(source, flags & ECHO, self.listen, self.memory)
            if self.rich.on and outcome.kind != program.INTERRUPTED:
                self.rich.show_figures()
            if flags & SCRIPT:
                self.end_script()
            kept, trouble = self.streams.flush()
            if trouble is not None:
                errors.unflushed(*trouble)
            if not kept:
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
        if getpid() != self.pid:
            self.end_fork(outcome)
        return self.answer(outcome, keep)

    def begin(self, source, flags, given):
        """Returns the program to run: the one given, unless its input can't be had."""
        interactive = flags & INTERACTIVE
        if given is not None or self.fed or interactive:
            self.fed = given is not None or interactive
            error = self.talk.stdin(given) if interactive else feed.descriptor(given)
            if error:
                source = "raise OSError(%d, \"the step's stdin could not be given to it; file_size_mb bounds its size\")" % error
            self.streams.at_once = interactive != 0
            self.streams.untouched = None  # a stream over the last input has read some of it
        if flags & TALK:
            self.talk.begin()
        self.files.empty()
        self.streams.restore(source)
        if flags & frames.LIVE or self.live:
            self.live = flags & frames.LIVE
            self.streams.line_by_line(self.live != 0)
        if flags & SCRIPT:
            self.main.begin()
        self.main.prepare(source)
        if flags & RICH:
            self.rich.begin(flags & SVG)
        self.main.rich = self.rich if flags & RICH else None
        self.main.shell = self.shell if flags & CELL else None
        if flags & CELL:
            self.shell.begin(source)
        return source

    def answer(self, outcome, keep):
        self.memory.free()
        recursion.make_room()
        if gettrace() is not None or getprofile() is not None:  # set while an error was told
            tracing.stop()
        shown = b""
        if self.rich.on:
            self.rich.leave()
            self.shell.leave()
            shown = self.rich.take()
        self.streams.flush_own()
        self.streams.drain.empty()
        out, err = self.files.take(keep, self.full)
        flags = outcome.flags | (OUT_CUT if out.cut else 0) | (ERR_CUT if err.cut else 0)
        if 0 < self.full <= max(out.total, err.total):
            flags |= OUTPUT_FULL
        return frames.result(outcome, flags, self.usage(), out, err, shown)

    def usage(self):
        """User and system time in microseconds since last time, and the peak of resident memory in bytes."""
        own, children = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
        user, system = own[0] + children[0], own[1] + children[1]
        before, self.used = self.used, (user, system)
        peak = own[2] * 1024
        self.memory.notice(peak)
        return int((user - before[0]) * 1e6), int((system - before[1]) * 1e6), peak

    def listen(self):
        recursion.resume()
        self.memory.bound()
        self.listening = True
        set_handler(SIGINT, self.on_interrupt)
        pthread_sigmask(SIG_SETMASK, ())
        if self.interrupted:  # the interrupt was faster than the program
            self.interrupted = False
            raise_signal(SIGINT)

    def stop_listening(self):
        pthread_sigmask(SIG_BLOCK, _BLOCKED)
        self.on_interrupt = set_handler(SIGINT, self.remember) or default_int_handler
        self.listening = False

    def remember(self, *_):
        """An interrupt between programs is for the next one, unless the server takes it back."""
        self.interrupted = True

    def end_fork(self, outcome):
        """A process that the program forked has come to the program's end: it ends as a script does."""
        try:
            self.streams.flush_in_between()
            ending.handlers()
            self.streams.flush()
        finally:
            _exit(outcome.code & 0xFF)

    def end_script(self):
        """Does what an interpreter does at its end, but for ending: the answer is still to be sent. Nothing runs here after."""
        self.streams.flush_in_between()
        try:
            ending.handlers()
        except BaseException as error:
            errors.ignored("in exit handlers", error)
        self.streams.flush_own()
        ending.forget(self.main)

    def setup(self, payload):
        """Takes back an interrupt that came too late; before the first program also sets seed and limits. A session that is
        forked is asked for its fingerprint, its copy given random numbers of its own."""
        self.interrupted = False
        if payload == _NOTHING:
            return b""
        wanted = json.loads(bytes(payload))
        if wanted.get("random"):
            seeds.begin(bytes.fromhex(wanted["random"]))
        if wanted.get("seed") is not None:
            seeds.apply(wanted["seed"])
        if wanted.get("limits"):
            self.sandbox.lower(wanted["limits"])
            self.full = self.streams.drain.most = getrlimit(RLIMIT_FSIZE)[0]
        if wanted.get("packages"):
            morepaths.show(wanted["packages"])
        if wanted.get("functions"):
            self.main.offer(self.offered.define(wanted["functions"]))
        if wanted.get("copied"):  # of another process, which has used another processor's time
            self.used = (0, 0)
            self.usage()
            self.offered.pid = getpid()
        if wanted.get("fingerprint"):
            return fingerprint.of(self.main.variables, self.folder)
        return b""
