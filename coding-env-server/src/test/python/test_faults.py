"""What goes wrong around a manager and its zygote: full pipes, no memory, no files, kills. Every line is answered all the same."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import harness

SECONDS = 120


def sources():
    found = {}
    for name in os.listdir(harness.WORKER):
        if name.endswith(".py"):
            with open(os.path.join(harness.WORKER, name), encoding="utf-8") as file:
                found[name[:-3]] = file.read()
    return found


class Server:
    """The server's end of a manager: control lines, events, and sessions over the socket."""

    def __init__(self, modules=None, pool=2):
        self.folder = tempfile.TemporaryDirectory(prefix="openenv-faults-")
        limits = {**harness.LIMITS, "output_bytes": 1 << 20}
        variables = {"PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "1"}
        config = {"mode": "auto", "network": False, "mounts": [], "etc": [], "limits": limits, "pool": pool, "python_env": {},
                  "number": 1, "program_env": variables, "preload": [], "required": [],
                  "temp_dir": self.folder.name}
        modules = modules or sources()
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen([sys.executable, "-c", modules["boot"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors, cwd="/", env=variables)
        bundle = json.dumps({"modules": modules, "config": config}).encode()
        self.pending = b""
        try:
            self.say(len(bundle).to_bytes(4, "big") + bundle)
        except BrokenPipeError:
            pass

    def say(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def line(self):
        """Returns the next event, None at the end."""
        while b"\n" not in self.pending:
            part = self.more()
            if not part:
                return None
            self.pending += part
        line, _, self.pending = self.pending.partition(b"\n")
        return line.decode()

    def more(self):
        ready = select.select([self.process.stdout], [], [], SECONDS)[0]
        assert ready, "no answer: " + self.said()
        return os.read(self.process.stdout.fileno(), 1 << 16)

    def until(self, word):
        """Returns the next event that begins with a word; what comes with the end of a worker is read over."""
        while True:
            line = self.line()
            assert line is not None, f"it ended before {word}: " + self.said()
            if line.startswith("X "):
                _, _, _, out, err, _ = line.split(" ", 5)
                rest = int(out) + int(err)
                while len(self.pending) < rest:
                    self.pending += self.more()
                self.output, self.pending = self.pending[:rest], self.pending[rest:]
            if line.startswith(word + " "):
                return line

    def ready(self):
        self.info = json.loads(self.until("READY")[6:])
        return self

    def open(self):
        """Begins a session; returns its connection and the number of its worker."""
        session = socket.socket(socket.AF_UNIX)
        session.settimeout(SECONDS)
        session.connect(self.info["address"])
        hello = session.recv(100)
        return session, int.from_bytes(hello[11:15], "big")

    def run(self, session, program):
        text = program.encode()
        payload = (65536).to_bytes(4, "big") + b"\0" + text
        session.sendall((len(payload) + 5).to_bytes(4, "big") + b"\1" + b"\0\0\0\1" + payload)
        return session.recv(1 << 20)

    def said(self):
        return os.pread(self.errors.fileno(), 1 << 16, 0).decode(errors="replace")

    def children(self):
        """Returns the processes below the manager, nearest first."""
        found, left = [], [self.process.pid]
        while left:
            pid = left.pop(0)
            with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
                below = [int(child) for child in children.read().split()]
            found += below
            left += below
        return found

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.stdin.close()
        try:
            self.process.wait(SECONDS)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.errors.close()
        deadline = time.monotonic() + 30  # the launcher may still be cleaning up when the manager has been killed
        while os.listdir(self.folder.name) and time.monotonic() < deadline:
            time.sleep(0.02)
        left = os.listdir(self.folder.name)
        self.folder.cleanup()
        assert error[0] or not left, f"left behind: {left}"


class FaultsTest(unittest.TestCase):

    def test_more_lines_at_once_than_any_pipe_holds_are_all_answered(self):
        count = 6000
        with Server().ready() as server:
            session, worker = server.open()
            server.say(b"I %d\n" % worker * count)
            for _ in range(count):
                server.until("D")
            session.close()
            self.serves(server)

    def serves(self, server):
        session, _ = server.open()
        with session:
            self.assertIn(b"fine", server.run(session, "print('fi' + 'ne')"))

    def broken(self, module, code, where="zygote"):
        """Returns our modules; in the zygote alone, or in the launcher and the manager, one of them gets more code."""
        found = sources()
        zygote = "'launcher' not in __import__('sys').modules"
        body = "".join(f"    {line}\n" for line in code.strip().splitlines())
        found[module] += f"\nif {zygote if where == 'zygote' else 'not ' + zygote}:\n{body}"
        return found

    def test_a_fork_that_fails_is_told_and_tried_again(self):
        modules = self.broken("child", """
_looked_at = OSError(11, "busy")  # the first, which serves nobody
_fork, _left = fork, [OSError(11, "busy"), OSError(12, "full"), OSError(24, "files"), MemoryError(), RuntimeError("odd"), _looked_at]
def fork(plan):
    if _left:
        raise _left.pop()
    return _fork(plan)
""")
        with Server(modules).ready() as server:
            for _ in range(5):
                self.assertIn("cannot fork a worker", server.until("E"))
            self.serves(server)

    def test_a_worker_may_meet_its_session_before_its_fork_is_heard_of(self):
        modules = self.broken("link", """
_send = Link.send
def _late(self, kind, *numbers, **more):
    if kind == FORKED:
        time.sleep(0.5)
    return _send(self, kind, *numbers, **more)
Link.send = _late
""")
        with Server(modules, pool=1).ready() as server:
            sessions = [server.open()[0] for _ in range(5)]
            for session in sessions:
                session.close()

    def test_a_worker_that_cannot_be_made_is_told_and_tried_again(self):
        modules = self.broken("confinement", """
_os_setsid, _tries = os.setsid, __import__("mmap").mmap(-1, 1)  # which the children share
def _setsid():
    _tries[0] += 1
    if _tries[0] == 2:
        os.kill(os.getpid(), 9)
    if _tries[0] == 3:
        raise MemoryError
    _os_setsid()
os.setsid = _setsid
""")
        with Server(modules).ready() as server:
            self.assertIn("died before its session", server.until("E"))
            self.assertIn("died before its session", server.until("E"))
            self.serves(server)

    def test_the_manager_without_files_or_memory_goes_on(self):
        modules = self.broken("manager", """
_made, _read, _left = capture.memory_file, capture.read, [OSError(24, "files"), OSError(12, "full")]
_unread = [MemoryError(), OSError(5, "io")]
def _memory_file(name):
    if name == "stderr" and _left:
        raise _left.pop()
    return _made(name)
def _capture_read(*arguments):
    if _unread:
        raise _unread.pop()
    return _read(*arguments)
capture.memory_file, capture.read = _memory_file, _capture_read
""", "launcher")
        with Server(modules).ready() as server:
            for _ in range(2):
                self.assertIn("cannot make a worker's files", server.until("E"))
            for _ in range(3):
                session, worker = server.open()
                server.say(b"K %d\n" % worker)
                self.assertIn(f"X {worker} 9 ", server.until("X"))
                session.close()
            self.serves(server)

    def test_what_fails_in_the_zygote_ends_neither_it_nor_others(self):
        modules = self.broken("confinement", """
_kill, _end, _left = Sandbox.kill, Sandbox.end, [OSError(12, "full"), MemoryError()]
def _fail(self, *arguments, then):
    then(self, *arguments)
    if _left:
        raise _left.pop()
Sandbox.kill = lambda self, *arguments: _fail(self, *arguments, then=_kill)
Sandbox.end = lambda self, *arguments: _fail(self, *arguments, then=_end)
""")
        with Server(modules).ready() as server:
            other, _ = server.open()
            for _ in range(3):
                session, worker = server.open()
                server.say(b"K %d\n" % worker)
                self.assertIn(f"X {worker} 9 ", server.until("X"))
                session.close()
            self.assertIn(b"fine", server.run(other, "print('fi' + 'ne')"))
            other.close()

    def test_a_zygote_that_cannot_return_from_an_episodes_mounts_ends(self):
        modules = self.broken("kernel", """
_join, _joined = setns, []
def setns(descriptor, kind):
    _joined.append(kind)
    if kind == CLONE_NEWNS and _joined.count(kind) > 1:
        raise OSError(12, "full")
    return _join(descriptor, kind)
""")
        with Server(modules).ready() as server:
            if not [guard for guard in server.info["report"]["guards"] if guard["name"] == "own-disk" and guard["in_force"]]:
                self.skipTest("needs a disk of its own for each episode")
            session, worker = server.open()
            server.say(b"L %d %s\n" % (worker, json.dumps({**harness.LIMITS, "disk_bytes": 1 << 20}).encode()))
            while server.line() is not None:
                pass
            self.assertIn("cannot return to a namespace", server.said())
            self.assertEqual(session.recv(1), b"")
            session.close()

    def test_a_kill_at_any_stage_ends_all_of_it(self):
        ends = "__import__('os').kill(__import__('os').getpid(), 9), __import__('os')._exit(9)"  # a first process can't kill itself
        stages = (
            ("sandbox", f"def enter(config): {ends}", "launcher"),
            ("launcher", f"def _tell(*_): {ends}", "launcher"),
            ("zygote", f"Zygote.warm_up = lambda self: {ends}", "zygote"),
            ("manager", f"Manager.entered = lambda self, _: {ends}", "launcher"),
            ("manager", f"Manager.warm = lambda self, _: {ends}", "launcher"),
            ("manager", f"Manager.forked = lambda self, _: {ends}", "launcher"),
        )
        servers = [(stage, Server(self.broken(*stage))) for stage in stages]
        for stage, server in servers:
            with self.subTest(stage[1]), server:
                while server.line() is not None:
                    pass
                server.process.wait(SECONDS)
                if stage[0] == "sandbox":  # a launcher that is killed hard leaves its directories
                    for folder in os.listdir(server.folder.name):
                        shutil.rmtree(os.path.join(server.folder.name, folder))


if __name__ == "__main__":
    unittest.main()
