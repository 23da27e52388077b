"""Where a path of the workspace lies: in the working directory, or in the folder for temporary files, whatever links lie there.

Paths are bytes. A relative one begins in the working directory; ``/tmp`` is the episode's folder for temporary files on every
rung, and shown as that. Links are followed, but to nowhere else. A thread of the program that changes a link meanwhile gains
nothing: the kernel lets this process reach what programs reach.
"""
from errno import EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR
from posix import readlink

_TMP = b"/tmp"
_MOST_LINKS = 40
_LONGEST = 4096


class Outside(Exception):
    """A path leads out of the workspace."""


class Places:
    """The two folders of one episode, by their real paths: one beside the other."""

    def __init__(self, home):
        self.home = home.encode("utf-8", "surrogateescape")
        self.temporary = self.home[: self.home.rfind(b"/")] + _TMP

    def find(self, path, follow=True):
        """Returns the real path, with no link in it; the last component need not be there, and is followed if asked."""
        if len(path) > _LONGEST:
            raise OSError(ENAMETOOLONG, "")
        if within(path, _TMP) and not self.holds(path):
            path = self.temporary + path[len(_TMP) :]
        elif not path.startswith(b"/"):
            path = self.home + b"/" + path
        real = walk(path, follow)
        if not self.holds(real):
            raise Outside
        return real

    def holds(self, path):
        return within(path, self.home) or within(path, self.temporary)

    def shown(self, real):
        """Returns the path as clients are told it."""
        if real == self.home:
            return b""
        if real.startswith(self.home + b"/"):
            return real[len(self.home) + 1 :]
        return _TMP + real[len(self.temporary) :]

    def is_root(self, real):
        return real == self.home or real == self.temporary


def within(path, folder):
    return path == folder or path.startswith(folder + b"/")


def walk(path, follow):
    """Returns an absolute path without links, ``.`` and ``..``; what is not there stays as it is."""
    at, left, links = b"", path.split(b"/")[::-1], 0
    while left:
        part = left.pop()
        if part == b"" or part == b".":
            continue
        if part == b"..":
            at = at[: at.rfind(b"/")] if at else at
            continue
        here = at + b"/" + part
        target = None
        if follow or any_more(left):
            try:
                target = readlink(here)
            except OSError as error:
                if error.errno not in (EINVAL, ENOENT, ENOTDIR):
                    raise
        if target is None:
            at = here
            continue
        links += 1
        if links > _MOST_LINKS:
            raise OSError(ELOOP, "")
        if target.startswith(b"/"):
            at = b""
        left += target.split(b"/")[::-1]
    return at or b"/"


def any_more(parts):
    for part in parts:
        if part != b"" and part != b".":
            return True
    return False


def kind(mode):
    """Returns what a file is, as clients are told it."""
    form = mode & 0o170000
    return "file" if form == 0o100000 else "folder" if form == 0o040000 else "link" if form == 0o120000 else "other"
