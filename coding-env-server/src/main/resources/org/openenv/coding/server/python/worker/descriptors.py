"""The descriptors that a zygote and its workers share, each by name and under one number from beginning to end."""
import fcntl
import os

_FIRST = 3
_ZYGOTES = 16  # where the zygote's own begin: above those of workers, so that a worker closes all others in one call


class Descriptors:
    """A worker keeps `listener`, `out`, `err` and `taken`; `handed_over`, the other end of `taken`, is the zygote's."""

    __slots__ = "listener", "out", "err", "taken", "handed_over"

    def __init__(self, listener):
        """Takes the lowest numbers; those of the output are held with the null device until a worker puts its files there."""
        os.closerange(_FIRST, 64)
        self.listener = listener()
        self.out, self.err = os.open(os.devnull, os.O_RDONLY), os.open(os.devnull, os.O_RDONLY)
        read, write = os.pipe()
        self.handed_over = fcntl.fcntl(read, fcntl.F_DUPFD_CLOEXEC, _ZYGOTES)
        os.close(read)
        self.taken = fcntl.fcntl(write, fcntl.F_DUPFD_CLOEXEC, _FIRST)
        os.close(write)

    def workers(self):
        return [self.listener, self.out, self.err, self.taken]

    def all(self):
        return [*self.workers(), self.handed_over]
