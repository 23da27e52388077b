"""Descriptors of ours in a worker: above all that a program may have, and left alone by `os.closerange`."""
import os
import sys
from _operator import index
from fcntl import F_DUPFD_CLOEXEC, fcntl
from posix import close, closerange

import hidden

_posix = sys.modules["posix"]
_numbers = []
_first = 3


def begin(first, numbers):
    """In a worker: from here on those are ours, and others that are moved, from a number on."""
    global _first
    _first = first
    _numbers.extend(numbers)
    for module in os, _posix:
        module.closerange = _closerange


def move(fd):
    """Puts a descriptor where a program does not come by; returns its number there."""
    moved = fcntl(fd, F_DUPFD_CLOEXEC, _first)
    close(fd)
    _numbers.append(moved)
    return moved


@hidden.frame
def _closerange(fd_low, fd_high, /):
    """Closes all file descriptors in [fd_low, fd_high), ignoring errors."""
    if isinstance(hidden.profiler(), hidden.Profiler):
        hidden.go_on(hidden.balance())
    fd_low, fd_high = index(fd_low), index(fd_high)
    top = max(_numbers) + 1
    for fd in range(max(fd_low, 0), min(fd_high, top)):  # one by one: where a limit is low, some versions close all above
        if fd not in _numbers:
            try:
                close(fd)
            except OSError:
                pass
    if fd_high > top:
        closerange(max(fd_low, top), fd_high)


_closerange.__name__ = _closerange.__qualname__ = "closerange"
_closerange.__module__ = "posix"
