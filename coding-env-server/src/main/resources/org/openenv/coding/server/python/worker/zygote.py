"""The zygote: a warm interpreter that forks workers, and does what only their parent can do.

It decides nothing and remembers nothing: workers inherit its memory, so no byte of an episode comes here, and nothing of the
host or of other workers stays here. The manager says when to fork, whom to signal and whom to reap, and holds what there is
to know about workers. A worker's end is told (DEAD) while its number is still its own, and only reaped when the manager says
so: thus no signal that is on its way can hit another.
"""
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys

import capture
import forks
import kernel
import lasting
import link
import nosockets
import prefault
import preload
import process
import surgeon
import title
import worker
from confinement import Sandbox
from descriptors import Descriptors


_LONGEST_WAIT = 5.0


def main(config, bundled):
    """Returns only in a worker, with the function that serves it."""
    sys.argv = ["main.py"]
    sys.orig_argv = [sys.executable, "main.py"]
    sandbox = Sandbox.restored(config["sandbox"], config["limits"], config["network"])
    return Zygote(config, sandbox, bundled).run()


def wait4(pid, options):
    """Waits for a process; no worker that is forked later finds loaded what the interpreter loads for the answer."""
    sys.modules["resource"] = resource
    try:
        return os.wait4(pid, options)
    finally:
        sys.modules.pop("resource", None)


class Zygote:
    """Runs in one thread, around poll(); `run` returns only in a forked worker."""

    def __init__(self, config, sandbox, bundled):
        self.config, self.sandbox, self.bundled = config, sandbox, bundled
        self.descriptors = Descriptors(**config["descriptors"])
        self.link = link.Link(self.descriptors.link)
        self.worker = worker.Worker(sandbox, config["limits"], self.descriptors)
        self.pid = os.getpid()
        self.title, self.number = title.Title(), config["number"]
        self.title.show("openenv-zygote %d" % self.number)
        self.told = False  # of a death that has not been reaped yet
        self.acts = {link.KILL: self.kill, link.REAP: self.reap, link.RESIZE: self.resize, link.MEASURE: self.measure}

    def run(self):
        wake = self.prepare_signals()
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.warm_up()
        poll = select.poll()
        poll.register(self.descriptors.link, select.POLLIN)
        poll.register(wake, select.POLLIN)
        try:
            self.link.send(link.WARM)
            while True:
                for fd, _ in poll.poll():
                    if fd == wake:
                        os.read(wake, 512)
                        self.tell_of_death()
                        continue
                    serve = self.obey(self.link.receive())
                    if serve is not None:
                        return serve
        except ConnectionError:
            os._exit(0)  # the manager has gone, and so does everything

    def obey(self, record):
        """One thing that goes wrong is no end of the others. In a worker, which must never act as the zygote, it is."""
        if record is None:
            raise ConnectionError
        try:
            if record.kind == link.FORK:
                return self.fork(*record.numbers[:2], *record.descriptors)
            if record.kind == link.COPY:
                return self.copy(record)
            self.acts[record.kind](*record.numbers)
        except ConnectionError:
            raise
        except Exception as e:
            os.write(2, ("the zygote failed in %s: %s: %s\n" % (record.kind, type(e).__name__, e)).encode("utf-8", "replace"))
            if os.getpid() != self.pid:
                os._exit(70)
        return None

    def prepare_signals(self):
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)  # the bundle was here
        os.close(null)
        wake, wake_write = os.pipe()
        for fd in (wake, wake_write):
            os.set_blocking(fd, False)
        process.default_signals()
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return wake

    def warm_up(self):
        """Imports what programs are likely to, so that workers share it, and tidies up before the first fork."""
        os.environ.clear()
        os.environ.update(self.config["program_env"])
        self.sandbox.lend_disk()
        for name in self.config["preload"]:
            refusal = preload.refusal(name) if name in self.config["required"] else ""
            if refusal:
                os.write(2, refusal.encode())
            else:
                self.preload(name)
        self.sandbox.take_disk_back()
        forks.release()
        worker.warm_up(self.sandbox)
        os.environ.clear()
        os.environ.update(self.config["program_env"])
        self.sandbox.prepare()
        self.worker.prepare()
        if not self.config["network"]:
            nosockets.settle()
        self.bundled.withdraw()
        self.config = None
        lasting.keep(self, *vars(self).values())
        gc.collect()
        gc.freeze()
        self.look_at_pages()

    def look_at_pages(self):
        """Forks a worker that serves nobody, to learn which pages all of them will write to."""
        try:
            places = prefault.places(self.sandbox.proc)
            ours, theirs = socket.socketpair()
            with ours, theirs:
                forked = self.sandbox.fork(0, "first")
                if not forked.pid:
                    self.be_looked_at(theirs)
                theirs.close()
                try:
                    self.look_at(ours, places)
                finally:
                    self.sandbox.discard(forked)
        except Exception as e:  # workers do without
            os.write(2, ("the pages of workers were not looked up: %s: %s\n" % (type(e).__name__, e)).encode("utf-8", "replace"))

    def be_looked_at(self, peer):
        """In that worker; it does not return."""
        try:
            socket.send_fds(peer, (b"t",), (prefault.page_table(self.sandbox.proc),))
            files = [capture.memory_file(name) for name in ("out", "err")]
            self.worker.enter(0, 0, *files, kept=(peer.fileno(),))
            peer.send(b"r")
            signal.pause()
        finally:
            os._exit(70)

    def look_at(self, peer, places):
        peer.settimeout(_LONGEST_WAIT)
        _, tables, *_ = socket.recv_fds(peer, 1, 1)
        try:
            if peer.recv(1):
                prefault.learn(*tables, places)
        finally:
            link.close(tables)

    def preload(self, name):
        """Whatever goes wrong is a reason not to start, but only with a module that the operator wants."""
        try:
            importlib.import_module(name)
        except Exception as e:
            if name in self.config["required"]:
                raise SystemExit("cannot preload %s: %s: %s" % (name, type(e).__name__, e))

    # -- what the manager wants

    def fork(self, worker_id, slot, *output):
        try:
            forked = self.sandbox.fork(slot, str(worker_id))
        except Exception as e:
            self.link.send(link.FAILED, text="%s" % e)
        else:
            if not forked.pid:
                self.link.let_go()
                self.title.show("openenv-worker %d.%d" % (self.number, worker_id))
                return self.worker.enter(worker_id, slot, *output)
            self.link.send(link.FORKED, forked.pid, forked.first)
        link.close(output)
        return None

    def copy(self, record):
        """Has a process that is thrown away make copies of a worker: nothing of what it reads comes here."""
        try:
            if not os.fork():
                self.link.let_go()
                process.forget_signals()
                os.close(self.descriptors.link)
                surgeon.operate(self.sandbox, record.numbers[0], json.loads(record.text), record.descriptors[0])
        finally:
            link.close(record.descriptors)

    def kill(self, pid, first, number, worker_id):
        self.sandbox.kill(pid, first, number)
        if number == signal.SIGINT:
            # To the main thread by name: where one signal waits for it the kernel wakes another thread for the next, and
            # a thread takes what it finds. An interrupt that it found would not wake the main thread.
            process.send(kernel.kill_main_thread, pid, worker.FLUSH)
            self.link.send(link.INTERRUPTED, worker_id)  # no sooner: the server waits for this to know that none is on its way

    def reap(self, pid, first, worker, _):
        """Waits for a child that has died, ends what it has left running, and looks for the next."""
        try:
            _, status, usage = wait4(pid, 0)
        except ChildProcessError:
            status, usage = signal.SIGKILL, resource.getrusage(resource.RUSAGE_SELF)
        try:
            if worker:
                self.sandbox.end(pid, first)
        finally:
            self.link.send(link.REAPED, pid, status, int(usage.ru_utime * 1e6), int(usage.ru_stime * 1e6))
            self.told = False
            self.tell_of_death()

    def resize(self, worker_id, pid, size, _):
        try:
            self.sandbox.resize_disk(pid, size)
            self.link.send(link.RESIZED, worker_id)
        except OSError as e:
            self.link.send(link.RESIZED, worker_id, text="%s" % e)

    def measure(self, worker_id, pid, *_):
        try:
            self.link.send(link.MEASURED, worker_id, *self.sandbox.measure_disk(pid))
        except OSError:  # it has just ended
            self.link.send(link.MEASURED, worker_id, 0, 1 << 62, 1 << 62)

    def tell_of_death(self):
        if self.told:
            return
        try:
            dead = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if dead is not None:
            self.told = True
            self.link.send(link.DEAD, dead.si_pid)
