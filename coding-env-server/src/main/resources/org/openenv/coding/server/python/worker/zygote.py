"""The zygote: a warm interpreter that forks workers, keeps a pool of them ready, and alone signals and reaps them.

Control lines from the server: `K id` kills a worker, `I id` interrupts it (answered `D id`), `L id json` lowers its
limits, `P n` sets the pool's size. The end of input is the end of everything. Lines to the server: `READY json` once,
`X id status json` when a worker has gone, with its last output, `D id`, `E text` when no worker can be made.
"""
import gc
import importlib
import json
import os
import platform
import resource
import select
import signal
import sys
import time

import capture
import forks
import preload
import process
import worker
from handle import WorkerHandle

_BACK_OFF = 0.05, 5.0


def dead_children():
    """Waits for those children that are dead."""
    while True:
        try:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, status, usage


class Zygote:
    """Runs in one thread, around poll(); `run` returns only in a forked worker."""

    def __init__(self, config, sandbox, bundled, address, descriptors):
        self.config, self.sandbox, self.bundled = config, sandbox, bundled
        self.address, self.handed_over = address, descriptors.handed_over
        self.worker = worker.Worker(sandbox, config, descriptors)
        self.handles = {}
        self.waited_for = {}  # pid: the worker of a process that is to be waited for
        self.ready = set()
        self.slots = []
        self.next_slot = 0
        self.next_id = 1
        self.pool = config["pool"]
        self.filling = True
        self.failures = 0
        self.not_before = 0.0
        self.pending = b""

    def run(self):
        self.adopt_descriptors()
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.warm_up()
        poll = select.poll()
        for fd in (self.control, self.handed_over, self.wake):
            poll.register(fd, select.POLLIN)
        self.say("READY " + json.dumps({
            "python": platform.python_implementation() + " " + platform.python_version(),
            "executable": sys.executable, "address": self.address,
            "folders": [self.config["run_dir"], self.config.get("work_dir", self.config["run_dir"] + "-work")],
            "report": self.sandbox.report}))
        while True:
            serve = self.fill()
            if serve is not None:
                return serve
            for fd, _ in poll.poll(self.pause()):
                if fd == self.control:
                    self.read_control()
                elif fd == self.handed_over:
                    self.note_taken()
                else:
                    os.read(self.wake, 512)
            self.reap()

    def adopt_descriptors(self):
        """Moves the control lines out of the way of 0 and 1, which belong to programs."""
        self.control, self.replies = os.dup(0), os.dup(1)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.close(null)
        self.wake, wake_write = os.pipe()
        for fd in (self.wake, wake_write, self.handed_over):
            os.set_blocking(fd, False)
        process.default_signals()
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def warm_up(self):
        """Imports what programs are likely to, so that workers share it, and tidies up before the first fork."""
        for name in self.config["preload"]:
            if name in self.config["required"] and preload.starts_threads(name):
                os.write(2, ("%s is not preloaded: its import starts threads, which no fork inherits\n" % name).encode())
                continue
            try:
                importlib.import_module(name)
            except ImportError as e:
                if name in self.config["required"]:
                    raise SystemExit("cannot preload %s: %s" % (name, e))
        forks.release()
        worker.warm_up(self.sandbox)
        os.environ.clear()
        os.environ.update(self.config["program_env"])
        self.sandbox.prepare()
        self.worker.prepare()
        self.bundled.withdraw()
        gc.collect()
        gc.freeze()

    # -- the pool

    def fill(self):
        """Forks until the pool is full, once it has sunk to half; in a worker, returns the function that serves."""
        if len(self.ready) >= self.pool:
            self.filling = False
        elif len(self.ready) <= self.pool // 2:
            self.filling = True
        if self.filling and time.monotonic() >= self.not_before:
            return self.fork()
        return None

    def pause(self):
        """How long to wait for events, in milliseconds; not at all while there is something to fork."""
        if not self.filling:
            return None
        return max(0, int((self.not_before - time.monotonic()) * 1000))

    def fork(self):
        out = err = -1
        slot = self.slots.pop() if self.slots else self.next_slot
        worker_id, self.next_id = self.next_id, self.next_id + 1
        try:
            out, err = capture.memory_file("stdout"), capture.memory_file("stderr")
            pid = self.sandbox.fork(slot)
        except OSError as e:
            for fd in (out, err):
                if fd >= 0:
                    os.close(fd)
            self.slots.append(slot)
            self.next_slot = max(self.next_slot, slot + 1)
            self.back_off("cannot fork a worker: %s" % e)
            return None
        if not pid:
            self.worker.zygote = self  # kept, for to free what it knows of a thousand sessions is to copy a hundred pages
            return self.worker.enter(worker_id, slot, out, err)
        self.next_slot = max(self.next_slot, slot + 1)
        self.handles[worker_id] = WorkerHandle(slot, pid, out, err, self.config["limits"])
        self.waited_for[pid] = worker_id
        self.ready.add(worker_id)
        return None

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
            self.ready.discard(int.from_bytes(data[at : at + 4], "big"))
        self.failures = 0

    # -- control lines

    def say(self, line):
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        try:
            while data:
                data = data[os.write(self.replies, data) :]
        except OSError:
            self.end()

    def read_control(self):
        data = os.read(self.control, 1 << 16)
        if not data:
            self.end()
        *lines, self.pending = (self.pending + data).split(b"\n")
        for line in lines:
            word, _, rest = line.decode().partition(" ")
            worker_id, _, more = rest.partition(" ")
            if word == "P":
                self.pool = int(worker_id)
                continue
            handle = self.handles.get(int(worker_id))
            if handle is not None and handle.status is None:
                self.act(word, handle, more)
            if word == "I":
                self.say("D " + worker_id)

    def act(self, word, handle, more):
        try:
            if word == "K":
                self.sandbox.kill(handle.slot, handle.pid, signal.SIGKILL)
            elif word == "I":
                self.sandbox.kill(handle.slot, handle.pid, signal.SIGINT)
            elif word == "L":
                handle.limits = json.loads(more)
                self.sandbox.limit(handle.slot, handle.limits)
        except OSError as e:
            os.write(2, ("%s failed: %s\n" % (word, e)).encode())

    def end(self):
        """The server has gone, or closed us: so does everything."""
        for handle in self.handles.values():
            try:
                self.sandbox.kill(handle.slot, handle.pid, signal.SIGKILL)
            except OSError:
                pass
        deadline = time.monotonic() + 2
        while self.handles and time.monotonic() < deadline:
            self.reap(quietly=True)
            time.sleep(0.002)
        os._exit(0)

    # -- the ends of workers

    def reap(self, quietly=False):
        for pid, status, usage in dead_children():
            worker_id = self.waited_for.pop(pid, None)
            if worker_id is None:  # a program's child that has made itself ours
                continue
            handle = self.handles[worker_id]
            if pid == handle.pid:
                handle.status, handle.usage = status, usage
                first = self.sandbox.end(handle.slot, pid)
                if first:
                    self.waited_for[first] = worker_id
                    continue
            self.report_end(worker_id, handle, quietly)

    def report_end(self, worker_id, handle, quietly):
        """Tells of a worker of which nothing lives any more, and frees its slot."""
        del self.handles[worker_id]
        self.note_taken()  # it may have lived so shortly that we have not read yet that it met its session
        if worker_id in self.ready:
            self.ready.discard(worker_id)
            if not quietly:
                self.back_off("a worker died before its session: " + self.last_words(handle))
        evidence = self.sandbox.freed(handle.slot)
        if not quietly:
            self.say("X %d %d %s" % (worker_id, handle.status, json.dumps({**handle.evidence(), **evidence})))
        os.close(handle.out)
        os.close(handle.err)
        self.slots.append(handle.slot)

    def last_words(self, handle):
        size = os.lseek(handle.err, 0, os.SEEK_END)
        return os.pread(handle.err, 2000, max(0, size - 2000)).decode("utf-8", "replace").strip() or "no message"
