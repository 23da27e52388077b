"""The programs' file, `main.py`: what a program that reads itself finds, and its children that import it."""
from posix import O_CLOEXEC, O_CREAT, O_EXCL, O_RDWR, fstat, ftruncate, pread, pwrite
from posix import open as open_descriptor

import ownfiles

_MADE = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC


class MainFile:
    """Holds the text of the current program, until a program puts something else there: then it is the program's own."""

    def __init__(self):
        self.fd = -1
        self.text = b""

    def settle(self, path):
        """Makes the file, empty."""
        try:
            self.fd = ownfiles.move(open_descriptor(path, _MADE, 0o644))
        except OSError:
            self.fd = -1

    def write(self, source):
        """Has the file hold a program's text."""
        fd, before = self.fd, self.text
        if fd < 0:
            return
        data = source.encode("utf-8", "surrogatepass")
        if data == before:  # then there is nothing to do, whoever the file belongs to
            return
        try:
            untouched = pread(fd, len(before) + 1, 0) == before
        except BaseException:  # the program has closed the descriptor, or it is another file's now
            untouched = False
        if not untouched:
            self.fd = -1
            return
        try:
            if len(data) < len(before):
                ftruncate(fd, len(data))
            written = pwrite(fd, data, 0)
        except BaseException:  # a full disk, or an audit hook of the program's
            written = 0
        self.text = data
        if written != len(data):
            self.give_up()

    def number(self):
        """Returns the file's inode, or -1 where it is the program's own."""
        try:
            return fstat(self.fd).st_ino if self.fd >= 0 else -1
        except OSError:
            return -1

    def give_up(self):
        """A part of a program would be worse than none."""
        try:
            ftruncate(self.fd, 0)
            self.text = b""
        except BaseException:
            self.fd = -1
