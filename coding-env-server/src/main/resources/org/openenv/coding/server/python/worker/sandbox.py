"""Stands where the sandbox will: processes are ended by group, nothing is isolated."""
import ctypes
import os
import shutil
import signal
import tempfile


def enter(config):
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        os.setsid()
        libc.prctl(1, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        return Sandbox(libc)
    os.close(0)
    os.close(1)
    for fd in config["keep_fds"]:
        os.close(fd)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, status = os.waitpid(pid, 0)
    shutil.rmtree(config["run_dir"], ignore_errors=True)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


class Sandbox:
    def __init__(self, libc):
        self.libc = libc
        self.pid = os.getpid()
        self.homes = {}
        self.report = {"rung": "none", "guards": [
            {"name": "sandbox", "in_force": False, "reason": "not there yet", "remedy": None}]}

    def prepare(self):
        pass

    def fork(self, slot):
        home = tempfile.mkdtemp(prefix="openenv-work-")
        pid = os.fork()
        if pid:
            self.homes[slot] = home
        else:
            self.home = home
        return pid

    def confine(self, slot, keep_fds, limits):
        os.setsid()
        self.libc.prctl(1, signal.SIGKILL)
        if os.getppid() != self.pid:
            os._exit(1)
        os.closerange(max(keep_fds) + 1, 65536)
        os.chdir(self.home)

    def kill(self, slot, pid, sig):
        try:
            os.killpg(pid, sig)
        except ProcessLookupError:
            os.kill(pid, sig)

    def reaped(self, slot, pid, status):
        try:
            os.killpg(pid, signal.SIGKILL)
        except OSError:
            pass
        shutil.rmtree(self.homes.pop(slot), ignore_errors=True)
        return {}
