"""The manager: keeps a pool of workers ready, and reaps those that have ended, all by way of the zygote.

What the server asks of it in between is in orders.py. It tells the server, in lines: `READY json` once; `X id status out err json` when a
worker has gone, followed by so many bytes of its last output and error; `E text` when no worker can be made.
"""
import json
import os
import platform
import resource
import select
import signal
import sys
import time

import capture
import evidence
import link
import orders
from handle import WorkerHandle, write_all
from process import default_signals
from rungs import WORKERS

_BACK_OFF = 0.05, 5.0
_OWN_FILES = 64
_MOST_WAITING = 4096


class Manager:
    """Runs in one thread, around poll(); `run` does not return."""

    def __init__(self, config, descriptors, address, launcher):
        self.config, self.address, self.launcher = config, address, launcher
        link.close([descriptors.watch, descriptors.link, *descriptors.of_workers()])
        self.control, self.events, self.handed_over, self.alive = 0, 1, descriptors.handed_over, descriptors.alive
        self.zygote = link.Link(descriptors.zygote)
        self.outbox = link.Outbox(self.zygote)
        self.send = self.outbox.send
        self.counts = evidence.Evidence(None)
        self.removals = -1
        self.handles = {}
        self.waited_for = {}  # pid: the worker of a process that is to be reaped
        self.forking = None  # the id of the worker that the zygote has been told to fork
        self.met = None  # the id of a worker that has met its session before we heard that it was forked
        self.ready = set()
        self.slots = []
        self.next_slot = 0
        self.next_id = 1
        self.pool = 0  # until the zygote is warm
        self.failures = 0
        self.filling = True
        self.not_before = 0.0
        self.lent = []  # descriptors that the zygote has once everything was sent
        self.orders = orders.Orders(self)
        self.acts = {link.ENTERED: self.entered, link.WARM: self.warm, link.FORKED: self.forked, link.FAILED: self.fork_failed,
                     link.DEAD: self.dead, link.REAPED: self.reaped, **self.orders.acts}

    def run(self):
        self.prepare()
        zygote = self.zygote.socket.fileno()
        self.by_descriptor = acts = {self.control: self.orders.read, self.handed_over: self.note_taken, zygote: self.receive}
        self.poll = poll = select.poll()
        for fd in acts:
            poll.register(fd, select.POLLIN)
        while True:
            self.attempt(self.fill)
            self.attempt(self.outbox.flush)
            if not self.outbox:
                link.close(self.lent)
                self.lent.clear()
            poll.modify(zygote, select.POLLIN | (select.POLLOUT if self.outbox else 0))
            poll.modify(self.control, select.POLLIN if len(self.outbox) < _MOST_WAITING else 0)
            for fd, event in poll.poll(self.pause()):
                if event & ~select.POLLOUT and fd in acts:
                    self.attempt(acts[fd])

    def attempt(self, act, *arguments):
        """One thing that goes wrong is no end of the others."""
        try:
            act(*arguments)
        except Exception as e:
            self.not_before = time.monotonic() + _BACK_OFF[0]
            os.write(2, ("the manager failed in %s: %s: %s\n" % (act.__name__, type(e).__name__, e)).encode("utf-8", "replace"))

    def prepare(self):
        default_signals()
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, signal.SIG_IGN)  # meant for the server, which decides
        signal.signal(signal.SIGTERM, lambda *_: self.end())
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        unlimited = most == resource.RLIM_INFINITY
        self.most = WORKERS if unlimited else max(1, min(WORKERS, (most - _OWN_FILES) // 4))  # two files and two pipes for each

    # -- the pool

    def fill(self):
        """Has workers forked until the pool is full, once it has sunk to half."""
        if len(self.ready) >= self.pool:
            self.filling = False
        elif len(self.ready) <= self.pool // 2:
            self.filling = True
        if self.may_fork() and time.monotonic() >= self.not_before:
            self.fork()

    def may_fork(self):
        return self.filling and self.forking is None and (bool(self.slots) or self.next_slot < self.most)

    def pause(self):
        """How long to wait for events, in milliseconds; not at all while there is something to fork."""
        if not self.may_fork():
            return None
        return max(0, int((self.not_before - time.monotonic()) * 1000))

    def fork(self):
        try:
            output = capture.Output()
        except OSError as e:
            return self.back_off("cannot make a worker's files: %s" % e)
        slot = self.slots.pop() if self.slots else self.next_slot
        self.next_slot = max(self.next_slot, slot + 1)
        self.forking, self.next_id = self.next_id, self.next_id + 1
        self.handles[self.forking] = WorkerHandle(slot, output, self.config["limits"])
        self.lent += output.given  # before anything is sent: what waits to be sent must stay open
        self.send(link.FORK, self.forking, slot, descriptors=output.of_the_worker())
        output.given = []

    def forked(self, record):
        worker_id, self.forking = self.forking, None
        handle = self.handles[worker_id]
        handle.pid, handle.first = record.numbers[:2]
        self.waited_for[handle.pid] = worker_id
        if worker_id != self.met:
            self.ready.add(worker_id)
        self.orders.obey_early()

    def fork_failed(self, record):
        handle = self.handles.pop(self.forking)
        self.forking = None
        self.free(handle)
        self.back_off("cannot fork a worker: " + record.text)
        self.orders.obey_early()

    def back_off(self, reason):
        delay = min(_BACK_OFF[0] * 2**self.failures, _BACK_OFF[1])
        self.failures = min(self.failures + 1, 10)
        self.not_before = time.monotonic() + delay
        self.say("E " + reason.replace("\n", " "))

    def note_taken(self):
        """Notes which workers have met their session."""
        try:
            data = os.read(self.handed_over, 4096)
        except BlockingIOError:
            return
        for at in range(0, len(data), 4):
            worker_id = int.from_bytes(data[at : at + 4], "big")
            self.ready.discard(worker_id)
            if worker_id == self.forking:
                self.met = worker_id
        self.failures = 0

    # -- the zygote

    def receive(self):
        record = self.zygote.receive()
        if record is None:
            self.end()
        self.acts[record.kind](record)

    def entered(self, record):
        self.facts = json.loads(record.text)
        self.removals, *fds = record.descriptors
        self.counts = evidence.Evidence.of(fds, self.facts["trees"])

    def warm(self, _):
        self.pool = self.config["pool"]
        self.say("READY " + json.dumps({
            "python": platform.python_implementation() + " " + platform.python_version(),
            "executable": sys.executable, "address": self.address, "capacity": max(1, self.most - self.pool),
            "folders": [self.config["run_dir"], self.facts["work_dir"]], "report": self.facts["report"]}))

    def lives(self, worker_id):
        """Returns whether a worker has been forked, and not been reaped."""
        handle = self.handles.get(worker_id)
        return handle is not None and handle.pid in self.waited_for

    # -- the server

    def say(self, line, *parts):
        try:
            write_all(self.events, line.encode("utf-8", "backslashreplace") + b"\n")
            for part in parts:
                write_all(self.events, part)
        except OSError:
            self.end()

    # -- the ends of workers

    def dead(self, record):
        pid = record.numbers[0]
        handle = self.handles.get(self.waited_for.get(pid))
        main = handle is not None and handle.pid == pid
        self.send(link.REAP, pid, handle.first if main else 0, main)

    def reaped(self, record):
        pid, status, *usage = record.numbers
        worker_id = self.waited_for.pop(pid, None)
        if worker_id is None:  # a program's child that has made itself the zygote's
            return
        handle = self.handles[worker_id]
        if pid == handle.pid:
            handle.status, handle.usage = status, usage
            if handle.first:  # it ends last
                self.waited_for[handle.first] = worker_id
                return
        self.report_end(worker_id, handle)

    def report_end(self, worker_id, handle):
        """Tells of a worker of which nothing lives any more, and frees its slot."""
        del self.handles[worker_id]
        self.note_taken()  # it may have lived so shortly that we have not read yet that it met its session
        died_early = worker_id in self.ready
        self.ready.discard(worker_id)
        try:
            if died_early:
                self.back_off("a worker died before its session: " + handle.last_words())
            else:
                facts, out, err = self.known_of(handle)
                self.say("X %d %d %d %d %s" % (worker_id, handle.status, len(out), len(err), json.dumps(facts)), out, err)
            if handle.lowered:
                self.counts.limit(handle.slot, self.config["limits"])
            if not self.facts["namespaces"]:  # its files may take long to remove; the launcher does it
                write_all(self.removals, b"%d\n" % worker_id)
        finally:
            self.free(handle)

    def known_of(self, handle):
        """The facts of an end, and the last output; without it where that can't be read."""
        counted = self.counts.take(handle.slot)
        try:
            return handle.facts(counted)
        except (OSError, MemoryError) as e:
            os.write(2, ("the last output of a worker is lost: %s: %s\n" % (type(e).__name__, e)).encode())
            return counted, b"", b""

    def free(self, handle):
        handle.close()
        self.slots.append(handle.slot)

    def end(self):
        """The server has gone, or closed us, or the zygote has ended: so does everything."""
        try:
            os.close(self.alive)
            for handle in self.handles.values():
                if handle.pid in self.waited_for:
                    self.send(link.KILL, handle.pid, handle.first, signal.SIGKILL)
            self.zygote.close()
        except Exception as e:  # the zygote ends with the launcher, whatever it has heard
            os.write(2, ("the manager's end: %s: %s\n" % (type(e).__name__, e)).encode("utf-8", "replace"))
        finally:
            _, status = os.waitpid(self.launcher, 0)
            os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)
