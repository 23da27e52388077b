"""The launcher's later life: it waits for the zygote and leaves the host as it was.

It outlives both the server and the zygote, however these end, so it is the one that removes files and control groups. It
also removes the work directories of dead episodes where these are directories of the host.
"""

from __future__ import annotations

import os
import select
import signal
import time

import kernel
import removal

GRACE = 3.0  # seconds between the server's end and the zygote's, if that does not end by itself


def supervise(zygote: int, folders: list, groups, removals: int) -> None:
    """Never returns: ends as the zygote does. ``removals`` is a pipe of names to be removed below the last folder."""
    wake, woken = os.pipe()
    for end in (wake, woken):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: _kill(zygote))
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(ignored, signal.SIG_IGN)  # meant for the server, which decides
    status = _wait(zygote, wake, removals, folders[-1])
    signal.set_wakeup_fd(-1)
    _end_orphans()
    for folder in folders:
        _remove(folder)
    if groups:
        groups.remove()
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _wait(zygote: int, wake: int, removals: int, work: str) -> int:
    """Returns the zygote's status. When the writer of standard input has gone, the zygote has GRACE to notice."""
    poll = select.poll()
    poll.register(0, 0)
    poll.register(wake, select.POLLIN)
    poll.register(removals, select.POLLIN)
    deadline = None
    while True:
        pid, status = os.waitpid(zygote, os.WNOHANG)
        if pid:
            return status
        timeout = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        for descriptor, event in poll.poll(timeout):
            if descriptor == 0:
                poll.unregister(0)
                if not event & select.POLLNVAL:
                    deadline = time.monotonic() + GRACE
            elif descriptor == wake:
                os.read(wake, 4096)
            elif event & select.POLLIN:
                for name in os.read(removals, 4096).split():
                    _remove(os.path.join(work, name.decode()))
            else:
                poll.unregister(removals)
        if deadline is not None and time.monotonic() >= deadline:
            deadline = None
            _kill(zygote)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _end_orphans() -> None:
    """Ends and reaps what is left of the family; it is inherited by this process."""
    while True:
        try:
            with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:
                for pid in children.read().split():
                    _kill(int(pid))
        except OSError:
            pass  # a system without this file has nothing that could be left
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def adopt_orphans() -> None:
    """Makes this process the parent of all descendants whose own parent has gone."""
    if kernel.available:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)


def _remove(folder: str) -> None:
    obstacles = removal.remove_tree(folder)
    if obstacles:
        os.write(2, f"sandbox: could not remove {obstacles}\n".encode("utf-8", "backslashreplace"))
