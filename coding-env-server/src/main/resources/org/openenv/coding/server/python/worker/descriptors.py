"""The descriptors that the manager, the zygote and its workers share, each by name and under one number to the end."""
import fcntl
import os
import resource
import socket

import link

_FIRST = 3
_MOST = 32  # how many there are, and room for what is moved among them
_NOT_WORKERS = 16  # how far above the first those of others begin, so that a worker closes all others in one call
_PIPES = "out_source", "out_sink", "err_source", "err_sink"
_WORKERS = "listener", "out", "err", *_PIPES, "taken"
_ZYGOTES = (*_WORKERS, "link")


class Descriptors:
    """The zygote and its workers have `listener`, `out`, `err`, the pipes and `taken`, the zygote its `link` besides.

    The manager has the other ends: `handed_over` of `taken`, `zygote` of `link`, and `alive`, whose end tells the launcher
    (`watch` is its end) that the manager has gone.
    """

    def __init__(self, **numbers):
        vars(self).update(numbers)

    @classmethod
    def open(cls, address, of_programs):
        """Takes numbers above those that programs have, who may close all of theirs. Those of the output are held with the
        null device until a worker puts its files there.
        """
        os.closerange(_FIRST, 64)
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        first = of_programs if most == resource.RLIM_INFINITY else max(_FIRST, min(of_programs, most - _MOST))
        others = first + _NOT_WORKERS
        listener, = _above(first, _listen(address))
        out, err, *pipes = _above(first, *[os.open(os.devnull, os.O_RDONLY) for _ in range(2 + len(_PIPES))])
        handed_over, taken = _above(others, *os.pipe())
        watch, alive = _above(others, *os.pipe())
        zygote, ours = _above(others, *link.pair())
        taken, = _above(first, taken)
        os.set_blocking(handed_over, False)
        return cls(listener=listener, out=out, err=err, taken=taken, **dict(zip(_PIPES, pipes)), handed_over=handed_over, watch=watch, alive=alive,
                   zygote=zygote, link=ours)

    def output(self):
        """The numbers under which a worker has what the manager made for it: the files, and the ends of each pipe."""
        return [getattr(self, name) for name in ("out", "err", *_PIPES)]

    def of_workers(self):
        return [getattr(self, name) for name in _WORKERS]

    def of_the_zygote(self):
        return {name: getattr(self, name) for name in _ZYGOTES}

    def of_the_manager(self):
        return [self.handed_over, self.zygote, self.alive]


def _listen(address):
    """Binds where the address lies: an episode can ask the kernel for the name, and must not learn the directory from it."""
    here = os.open(".", os.O_RDONLY)
    os.chdir(os.path.dirname(address))
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(os.path.basename(address))
    listener.listen(4096)
    os.fchdir(here)
    os.close(here)
    return fcntl.fcntl(listener.detach(), fcntl.F_DUPFD_CLOEXEC, _FIRST)


def _above(least, *descriptors):
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, least) for descriptor in descriptors]
    link.close(descriptors)
    return moved
