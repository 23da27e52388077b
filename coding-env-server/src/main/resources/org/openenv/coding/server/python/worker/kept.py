"""What the kernel keeps for a process besides its memory: open files, handlers of signals, limits, places. Looked at, and given to a copy."""
import os
import resource

from tracee import Refused

_HERE = -100  # AT_FDCWD
_CLOEXEC, _NONBLOCK = 0o2000000, 0o4000
_MAKING = 0o100 | 0o200 | 0o1000  # O_CREAT, O_EXCL, O_TRUNC
_UNHANDLED = 9, 19, 32, 33  # SIGKILL, SIGSTOP, and two of the C library's
_STANDARD = 0, 1, 2
_UNREAL = "/memfd:", "/proc/", "/dev/pts/"
_DELETED = " (deleted)"


def status(pid):
    with open("/proc/%d/status" % pid, encoding="utf-8", errors="surrogateescape") as lines:
        return dict(line.rstrip("\n").split(":\t", 1) for line in lines if ":\t" in line)


def descriptors(pid):
    """Returns what each open file of a process is, its flags and its position."""
    found = {}
    for name in os.listdir("/proc/%d/fd" % pid):
        what = os.readlink("/proc/%d/fd/%s" % (pid, name))
        with open("/proc/%d/fdinfo/%s" % (pid, name), encoding="utf-8", errors="surrogateescape") as lines:
            info = dict(line.rstrip("\n").split(":\t", 1) for line in lines if ":\t" in line)
        found[int(name)] = what, int(info["flags"], 8), int(info["pos"])
    return found


def require_alone(pid):
    """Refuses one that is more than one thread. Whether it shares its episode with others, only its own /proc can tell."""
    if len(os.listdir("/proc/%d/task" % pid)) != 1:
        raise Refused("it has threads besides the main one")
    others = [name for name in os.listdir("/proc/%d/root/proc" % pid) if name.isdigit()]
    if len(others) != 2:
        raise Refused("it has other processes: %d" % (len(others) - 2))
    with open("/proc/%d/timers" % pid, encoding="ascii") as timers:
        if timers.read():
            raise Refused("it has a timer")


def _handled(told):
    """Returns the signals for which a process has something else than the usual."""
    handled = int(told["SigCgt"], 16) | int(told["SigIgn"], 16)
    return [number for number in range(1, 65) if handled >> number - 1 & 1 and number not in _UNHANDLED]


class Kept:
    """What an original has, read once."""

    def __init__(self, original):
        """May have it make system calls, after which ``settle`` is due."""
        self.original = original
        self.status = status(original.pid)
        for pending in ("SigPnd", "ShdPnd"):
            if int(self.status[pending], 16):
                raise Refused("a signal is on its way to it")
        for which in range(3):
            original.must("getitimer", which, original.scratch)
            if any(original.read(original.scratch, 32)):
                raise Refused("it has a timer")
        self.end_of_heap = original.must("brk", 0)
        self.handlers = {}
        for number in _handled(self.status):
            original.must("rt_sigaction", number, 0, original.scratch, 8)
            self.handlers[number] = original.read(original.scratch, 32)
        original.must("sigaltstack", 0, original.scratch)
        self.stack = original.read(original.scratch, 24)
        self.mask = original.mask()
        self.extended = original.extended()
        self.descriptors = descriptors(original.pid)
        self.folder = os.readlink("/proc/%d/cwd" % original.pid)

    def limits(self, copy):
        """First of all: what it may have decides what can be given to it."""
        for kind in range(16):
            limit = resource.prlimit(self.original.pid, kind)
            if limit != resource.prlimit(copy.pid, kind):
                resource.prlimit(copy.pid, kind, limit)

    def plan(self, copy):
        """Returns what is to become of a copy's descriptors: None to be closed, or a path, flags and a position."""
        theirs = descriptors(copy.pid)
        plan = {fd: None for fd in theirs if fd not in self.descriptors}
        for fd, (what, flags, position) in self.descriptors.items():
            real = what.startswith("/") and not what.startswith(_UNREAL) and not what.endswith(_DELETED)
            if fd in theirs and (fd in _STANDARD or theirs[fd][0].partition(":")[0] == what.removesuffix(_DELETED).partition(":")[0]):
                continue
            if fd in theirs:
                raise Refused("its descriptor %d is %s, where we keep ours" % (fd, what))
            if not real:
                raise Refused("it has %s open" % what)
            plan[fd] = what, flags, position
        return plan

    def files(self, copy, plan):
        """A copy opens what the original has open by itself: it gets nothing that its confinement would not give it."""
        for fd, wanted in sorted(plan.items()):
            if wanted is None:
                copy.must("close", fd)
        for fd, wanted in sorted(plan.items()):
            if wanted is None:
                continue
            path, flags, position = wanted
            opened = copy.must("openat", _HERE, copy.text(path), flags & ~_MAKING | _CLOEXEC | _NONBLOCK, 0)
            if os.readlink("/proc/%d/fd/%d" % (copy.pid, opened)) != path:
                raise Refused("it has a file open that is none any more")
            copy.call("lseek", opened, position, 0)
            if opened != fd:
                copy.must("dup3", opened, fd, flags & _CLOEXEC)
                copy.must("close", opened)

    def rest(self, copy):
        usual = dict.fromkeys(_handled(status(copy.pid)), bytes(32))
        for number, handler in {**usual, **self.handlers}.items():
            copy.write(copy.scratch, handler)
            copy.must("rt_sigaction", number, copy.scratch, 0, 8)
        copy.write(copy.scratch, self.stack)
        copy.must("sigaltstack", copy.scratch, 0)
        copy.must("chdir", copy.text(self.folder))
        copy.must("umask", int(self.status["Umask"], 8))
        copy.mask(self.mask)
        copy.extended(self.extended)
