"""What `ps` shows of a process: a name, in the place of the long text that its interpreter was started with.

The kernel reads a process's arguments from the process's own memory, so a name is written over them. They are wiped before
the first fork: a worker then writes to one page alone.
"""
import ctypes

_START, _END = 45, 46  # of the arguments, among what stands in /proc/self/stat behind the command's name


class Title:
    """The arguments of this process, and of those forked from it."""

    def __init__(self):
        self.start = self.most = 0  # no names where /proc is another process namespace's: then we are not in it
        try:
            with open("/proc/self/stat", "rb") as stat:
                fields = stat.read().rpartition(b")")[2].split()
        except OSError:
            return
        self.start, end = int(fields[_START]), int(fields[_END])
        self.most = end - self.start - 1
        if self.start and self.most > 0:
            ctypes.memset(self.start, 0, end - self.start)

    def show(self, name):
        text = name.encode()[:self.most] + b"\0"
        if self.start and self.most > 0:
            ctypes.memmove(self.start, text, len(text))
