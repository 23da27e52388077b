"""Drives a zygote under test (subject.py) from a unittest, and knows what this host should be able to do.

``OPENENV_NAMESPACES=refused`` has every zygote start where the kernel refuses namespaces and mounts, as in a container.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
WORKER = os.environ.get("OPENENV_WORKER") or os.path.join(
    HERE, "../../main/resources/org/openenv/coding/server/python/worker")
REFUSED = os.environ.get("OPENENV_NAMESPACES") == "refused"

MIB = 1 << 20
LIMITS = {"memory_bytes": 256 * MIB, "processes": 24, "open_files": 64, "file_bytes": 8 * MIB,
          "disk_bytes": 16 * MIB, "cpu_seconds": 0}

# number, argument bits: what an ordinary container's filter refuses; and user namespaces only
CALLS = {"x86_64": {"unshare": 272, "setns": 308, "mount": 165}, "aarch64": {"unshare": 97, "setns": 268, "mount": 40}}
NEW_USER, ANY = 0x10000000, 0xFFFFFFFF


def refusing_namespaces():
    calls = CALLS[os.uname().machine]
    return [[calls["unshare"], ANY], [calls["setns"], ANY], [calls["mount"], ANY]]


def refusing_landlock():
    return [[444, ANY], [445, ANY], [446, ANY]]


def refusing_user_namespaces():
    return [[CALLS[os.uname().machine]["unshare"], NEW_USER]]


class Outcome:
    def __init__(self, answer):
        self.out = answer["out"]
        self.status = answer["status"]
        self.evidence = answer["evidence"]

    def __repr__(self):
        return f"status {self.status}, evidence {self.evidence}, output:\n{self.out}"


class Zygote:
    """A launcher and a zygote. Use in ``with``; leaving it checks that the launcher ended well and left nothing."""

    def __init__(self, prefix=(), owner=None, refuse=None, check=True, parent=None, python=sys.executable, **config):
        self.base = tempfile.mkdtemp(prefix="openenv-test-", dir=parent)
        os.chmod(self.base, 0o755)
        self.run_dir = os.path.join(self.base, "run")
        os.mkdir(self.run_dir, 0o700)
        if owner:
            os.chown(self.base, owner, owner)
            os.chown(self.run_dir, owner, owner)
        command = [*prefix, python, "-I", os.path.join(HERE, "subject.py"), WORKER]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/",
                                        env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "1"}, text=True)
        if refuse is None:
            refuse = refusing_namespaces() if REFUSED else []
        settings = {"mode": "auto", "run_dir": self.run_dir, "network": False, "mounts": [], "keep_fds": [], "proof": False,
                    "limits": LIMITS, "refuse": refuse, **config}
        self.limits = settings["limits"]
        self.report = self._ask(settings)
        self.rung = self.report.get("rung")
        self.check = check

    def _ask(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the zygote is gone, launcher's status {self.process.wait(10)}")
        return json.loads(line)

    def ask(self, *command):
        answer = self._ask(command)
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer

    def has(self, guard):
        return next(entry["in_force"] for entry in self.report["guards"] if entry["name"] == guard)

    def start(self, code, slot=0, ready=None, **limits):
        """Starts a program; waits until it has said ``ready``. Returns its pid as the zygote sees it."""
        pid = self.ask("start", slot, code, limits)["pid"]
        if ready:
            said = self.ask("read", slot, ready, 120)["out"]
            assert ready in said, said
        return pid

    def finish(self, slot=0, seconds=120):
        return Outcome(self.ask("finish", slot, seconds))

    def run(self, code, slot=0, seconds=120, **limits):
        self.start(code, slot, **limits)
        return self.finish(slot, seconds)

    def __enter__(self):
        return self

    def close(self):
        """Ends it as the server does, by closing its standard input; returns the launcher's status."""
        self.process.stdin.close()
        try:
            return self.process.wait(60)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()

    def __exit__(self, *error):
        status = self.close()
        left = os.listdir(self.base)
        shutil.rmtree(self.base, ignore_errors=True)
        if self.check and not error[0]:
            assert status == 0, f"the launcher ended with {status}"
            assert not left, f"left behind: {left}"


class SandboxCase(unittest.TestCase):
    """One zygote for all tests of a class."""

    config = {}

    @classmethod
    def setUpClass(cls):
        cls.zygote = Zygote(**cls.config)

    @classmethod
    def tearDownClass(cls):
        cls.zygote.__exit__(None)

    def needs(self, guard):
        if not self.zygote.has(guard):
            self.skipTest(f"{guard} is not in force on the rung {self.zygote.rung}")

    def without(self, guard):
        if self.zygote.has(guard):
            self.skipTest(f"{guard} is in force on the rung {self.zygote.rung}")

    def passes(self, code, **limits):
        """Runs a program that must end with status 0; returns its output."""
        outcome = self.zygote.run(code, **limits)
        self.assertEqual(outcome.status, 0, outcome)
        return outcome.out

    def refused(self, code, *errors):
        """Each line of ``code``, run on its own in one child, must raise one of the errors (names)."""
        program = f"""
import ctypes, fcntl, os, resource, signal, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    if libc.syscall(number, *arguments) == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
for line in {code.strip().splitlines()!r}:
    try:
        exec(line)
    except BaseException as error:
        names = [kind.__name__ for kind in type(error).__mro__]
        if not set(names) & set({list(errors)!r}):
            print("wrong error", line, repr(error))
    else:
        print("not refused", line)
"""
        self.assertEqual(self.passes(program), "")


def main():
    unittest.main()
