"""What a process has mapped where, and how another is made to have the same."""
import re
from collections import namedtuple

from tracee import Refused

Mapping = namedtuple("Mapping", "start end perms offset device inode path")
_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) (\S+) (\d+) *(.*)")
_MOST = 1500
_DELETED = " (deleted)"
_PRIVATE, _SHARED, _FIXED, _ANONYMOUS = 2, 1, 0x10, 0x20
_READ_ONLY, _READ_WRITE, _CLOEXEC, _NO_FOLLOW = 0, 2, 0o2000000, 0o400000
_HERE = -100  # AT_FDCWD
STACK = "[stack]"


def of(pid):
    """Returns all mappings of a process, in order."""
    with open("/proc/%d/maps" % pid, encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        found = []
        for line in lines:
            start, end, perms, offset, device, inode, path = _LINE.match(line.rstrip("\n")).groups()
            found.append(Mapping(int(start, 16), int(end, 16), perms, int(offset, 16), device, int(inode), path))
    return found


def of_the_kernel(mapping):
    return mapping.path.startswith("[v")


def pieces(one, other):
    """Yields begin, end, and what each of two processes has there, or None."""
    edges = sorted({edge for mapping in (*one, *other) for edge in mapping[:2]})
    i = j = 0
    for start, end in zip(edges, edges[1:]):
        while i < len(one) and one[i].end <= start:
            i += 1
        while j < len(other) and other[j].end <= start:
            j += 1
        first = one[i] if i < len(one) and one[i].start <= start else None
        second = other[j] if j < len(other) and other[j].start <= start else None
        if first or second:
            yield start, end, first, second


def _what(mapping, at):
    """What lies at an address of a mapping, whatever may be done with it."""
    if not mapping.inode:
        return mapping.path if mapping.path == STACK or of_the_kernel(mapping) else "memory" + mapping.perms[3]
    return mapping.perms[3], mapping.device, mapping.inode, mapping.offset + at - mapping.start


def _protection(mapping):
    return sum(bit for letter, bit in zip(mapping.perms, (1, 2, 4)) if letter != "-")


class Alike:
    """Makes the mappings of a tracee those of another. ``whole`` has the ranges whose content is to be copied whatever it is."""

    def __init__(self, original, copy, disk):
        self.original, self.copy, self.disk = original, copy, disk
        self.whole = []
        self.held = None, -1

    def make(self):
        mine, theirs = of(self.original.pid), of(self.copy.pid)
        if len(mine) > _MOST:
            raise Refused("it has %d mappings; up to %d are copied" % (len(mine), _MOST))
        protect = []
        for start, end, want, have in pieces(mine, theirs):
            special = [m for m in (want, have) if m and (of_the_kernel(m) or m.path == STACK)]
            if special:
                if want and have and _what(want, start) == _what(have, start) or STACK in (m.path for m in special):
                    continue
                raise Refused("the kernel's own pages lie elsewhere")
            if want and have and _what(want, start) == _what(have, start) and not self.own(want):
                if want.perms != have.perms:
                    protect.append((start, end, want))
                continue
            if have:
                self.copy.must("munmap", start, end - start)
            if want:
                self.map(start, end, want)
        self.let_go()
        for start, end, want in protect:
            self.copy.must("mprotect", start, end - start, _protection(want))
        return self.check()

    def own(self, mapping):
        """Whether it is a file of the episode's own disk, which is another one in the copy."""
        return mapping.path.startswith(self.disk + "/")

    def map(self, start, end, want):
        shared = want.perms[3] == "s"
        kind = _FIXED | (_SHARED if shared else _PRIVATE)
        if not want.inode or want.path == "/dev/zero" + _DELETED:
            if shared:
                self.whole.append((start, end))
            self.copy.must("mmap", start, end - start, _protection(want), kind | _ANONYMOUS, -1, 0)
            return
        fd = self.opened(want.path, _READ_WRITE if shared and want.perms[1] == "w" else _READ_ONLY)
        if fd < 0:
            if shared:
                raise Refused("it shares a mapping of a file that can't be opened")
            self.copy.must("mmap", start, end - start, _protection(want), kind | _ANONYMOUS, -1, 0)
            self.whole.append((start, end))
            return
        self.copy.must("mmap", start, end - start, _protection(want), kind, fd, want.offset + start - want.start)
        if self.own(want):
            self.whole.append((start, end))

    def opened(self, path, how):
        """The path is the original's to choose: the copy opens it itself, under its own confinement."""
        if self.held[0] != (path, how):
            self.let_go()
            fd = -1 if path.endswith(_DELETED) else self.copy.call("openat", _HERE, self.copy.text(path), how | _CLOEXEC | _NO_FOLLOW | 0o4000)
            self.held = (path, how), fd
        return self.held[1]

    def let_go(self):
        if self.held[1] >= 0:
            self.copy.must("close", self.held[1])
        self.held = None, -1

    def check(self):
        """Looks whether all is alike now; returns the original's mappings."""
        mine = of(self.original.pid)
        for start, end, want, have in pieces(mine, of(self.copy.pid)):
            if STACK in (want and want.path, have and have.path):
                continue
            if want and have and want.perms == have.perms and (
                    _what(want, start) == _what(have, start) or any(low <= start < high for low, high in self.whole)):
                continue
            raise Refused("a mapping can't be had in the copy")
        return mine
