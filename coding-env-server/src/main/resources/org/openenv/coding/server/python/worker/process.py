"""What a process does to itself and its kin that has nothing to do with Linux's guards: descriptors, signals, ancestry."""

from __future__ import annotations

import _signal
import os
import resource
import signal

import kernel


def close_all_but(kept) -> None:
    """Closes every descriptor but these."""
    kept = sorted(set(kept))
    low = 0
    for descriptor in kept:
        if low < descriptor:  # an empty range below 0 would be taken for all there are
            os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, max(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))


def send(how, pid: int, number: int) -> bool:
    """Signals with ``os.kill`` or ``os.killpg``; returns whether there was anybody to receive it."""
    try:
        how(pid, number)
        return True
    except OSError:  # no such group yet, or no such process any more
        return False


def default_signals() -> None:
    """Undoes what the server's own parent ignored or blocked (nohup, a shell's background jobs): programs would inherit it."""
    for number in signal.valid_signals() - {signal.SIGPIPE, signal.SIGXFSZ}:  # which Python itself ignores
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def forget_signals() -> None:
    """In a child: drops what the zygote had arranged for its own signals."""
    _signal.set_wakeup_fd(-1)  # the plain functions: those of signal make enums of everything, in cold memory
    _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)


def follow(zygote: int) -> None:
    """Has the child end with the zygote, where no process namespace sees to that."""
    if kernel.available:
        kernel.die_with_parent(signal.SIGKILL)
        if os.getppid() != zygote:
            os._exit(70)
