"""Memory of one process: how much a program may take before it gets MemoryError, and what is left for us then.

What is limited is the kernel's count of data: private memory that can be written. Address space would be the wrong count, for
libraries, and memory that is reserved but never used, would be in it. Where a control group watches over the episode, that is
the wall, and this limit, a soft one just below it, only has the interpreter raise MemoryError rather than be killed. Where
there is none this limit is the wall, and one on address space bounds what is no data: shared memory and mapped files.

Stacks of threads are data too, 8 MiB each, of which hardly anything is ever used: the limit rises with the threads.
"""

from __future__ import annotations

import _thread
import mmap
import os
import resource
import sys

import hidden

_MIB = 1 << 20
_DATA = getattr(resource, "RLIMIT_DATA", None)
_NONE = resource.RLIM_INFINITY
_PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
_WAY = 4 * _MIB  # what a program that has used up its memory is given to free some with
_FOR_ANSWER = 16 * _MIB
_CACHED_STACKS = 40 * _MIB  # which the C library keeps when threads end
_ENDLESS = 1 << 62
_page = resource.getpagesize()
_prlimit, _setrlimit = getattr(resource, "prlimit", None), resource.setrlimit
_count, _stack_size = _thread._count, _thread.stack_size


def _usual_stack() -> int:
    """Returns the size of a thread's stack where nobody says another, as the C library decides it."""
    soft = resource.getrlimit(resource.RLIMIT_STACK)[0]
    return 2 * _MIB if soft == _NONE else soft


class Memory:
    """The limits of this process. In the zygote it is only measured; a child calls ``limit`` once it is confined."""

    def __init__(self):
        self._stack = _usual_stack()
        self._base = self._size = 0  # data and address space of an interpreter that has run nothing
        self._on = False
        self._granted = _NONE
        self._scarce = False
        self._peak = _ENDLESS
        self._stacks = 0
        self._own = None  # a limit that the program has set itself
        self._set = self._soft = self._most = self._hard = _NONE

    def measure(self, proc: int) -> None:
        """In the zygote, when all is imported. ``proc`` is a descriptor of /proc, or negative where the path will do."""
        try:
            descriptor = os.open("self/statm" if proc >= 0 else "/proc/self/statm", os.O_RDONLY, dir_fd=proc if proc >= 0 else None)
            words = os.read(descriptor, 256).split()
            os.close(descriptor)
            self._size, self._base = int(words[0]) * _page, int(words[5]) * _page
        except OSError:
            self._size, self._base = 256 * _MIB, 64 * _MIB  # more than any is
        self._wrap_threads()

    def _wrap_threads(self) -> None:
        threading = sys.modules.get("threading")
        if threading is not None:
            threading._limbo = _Limbo(self)

    def limit(self, most: int, processes: int, grouped: bool) -> None:
        """Sets the limits. ``grouped``: a control group counts what all processes use together, and ends who takes too much."""
        if _DATA is None or _prlimit is None:
            ceiling = resource.getrlimit(resource.RLIMIT_AS)[1]
            return resource.setrlimit(resource.RLIMIT_AS, (_least(most, ceiling), _least(most, ceiling)))
        self._granted = most = _least(most, self._granted)
        ceiling = resource.getrlimit(_DATA)[1]
        margin = min(max(most // 16, 4 * _MIB), 32 * _MIB)
        hard = _NONE if grouped else self._base + most + _FOR_ANSWER + processes * self._stack
        self._hard = _least(hard, ceiling)
        self._most = _NONE if self._hard == _NONE else self._hard - _FOR_ANSWER
        self._roomy = (self._most, self._hard)
        self._soft = _least(self._base + most - margin, self._most)
        self._margin = margin
        self._peak = self._base + most // 2
        self._set = self._soft
        resource.setrlimit(_DATA, (self._soft, self._hard))
        self._on = True
        if not grouped:
            space = _least(self._size + 2 * most + processes * self._stack, resource.getrlimit(resource.RLIMIT_AS)[1])
            resource.setrlimit(resource.RLIMIT_AS, (space, space))

    def bound(self) -> None:
        """From here on the program is to get MemoryError in time. It is given a little if hardly anything is left."""
        if not self._on:
            return
        if self._own is not None:
            return self._apply(self._own)
        if self._stacks and not _count():
            self._stacks = min(self._stacks, _CACHED_STACKS)
        soft = _least(self._soft + self._stacks, self._most)
        self._apply(soft)
        if self._scarce:
            self._scarce = False
            self._make_way(soft)

    def _make_way(self, soft: int) -> None:
        for more in range(0, self._margin, _WAY):
            self._apply(_least(soft + more, self._most))
            try:
                mmap.mmap(-1, _WAY, flags=_PRIVATE).close()
                return
            except (OSError, MemoryError):
                self._scarce = True

    def ease(self) -> None:
        """The program has ended, but is still to be heard about the error that it ended with."""
        if self._on:
            self._apply(self._most)

    def ran_out(self) -> None:
        """The program has met the limit: there may be no byte left, and so nothing here makes an object."""
        self._scarce = True
        if self._on:
            try:
                _setrlimit(_DATA, self._roomy)
                self._set = self._most
            except (ValueError, OSError):
                self._on = False
            except Exception:
                pass

    def free(self) -> None:
        """We may take what is left, to answer with."""
        if self._on:
            self._apply(self._hard)

    def notice(self, peak: int) -> None:
        """Takes note of how much memory this process has ever had, in bytes: the next program may find too little."""
        if peak > self._peak:
            self._scarce = True

    def one_more_stack(self) -> None:
        """A thread is about to be started."""
        if not self._on:
            return
        size = _stack_size()  # which also resets it
        if size:
            _stack_size(size)
        need = _count() * self._stack + max(size, self._stack) + _page
        if need > self._stacks and self._own is None:
            self._stacks = need
            self._apply(_least(self._soft + need, self._most))

    def _apply(self, soft: int) -> None:
        try:
            found = _prlimit(0, _DATA, (soft, self._hard))
        except (ValueError, OSError):  # the program has given up the right to have more
            self._on = False
            return
        except Exception:  # an audit hook of the program's
            return
        if found[0] != self._set:
            self._own = found[0]
        self._set = soft


class _Limbo(dict):
    """Where `threading` notes a thread before it starts it."""

    def __init__(self, memory: Memory):
        self._memory = memory

    @hidden.frame
    def __setitem__(self, thread, same):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        hidden.unwatched(self._memory.one_more_stack)
        dict.__setitem__(self, thread, same)


def _least(one: int, other: int) -> int:
    return one if other == _NONE else other if one == _NONE else min(one, other)
