"""Names the system calls that the sandbox may have refused a program that ended by an error: a hint, and no more.

A refusal is an ordinary OSError, which doesn't say which call it was about. But the line that raised it names what it
called, and functions are named after their calls: of the names loaded on that line, those are told that this rung
refuses, altogether or for some arguments.
"""

from __future__ import annotations

import errno
import opcode
import os
import sys

import arguments
import syscalls

_ERRORS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP)
# what Python calls by another name
_ALIASES = {
    "fork_exec": "fork", "forkpty": "fork", "system": "fork", "popen": "fork", "execv": "execve", "posix_spawn": "fork",
    "posix_spawnp": "fork", "nice": "setpriority", "prlimit": "prlimit64", "lockf": "fcntl", "killpg": "kill",
    "pthread_kill": "tgkill", "preadv": "preadv2", "utime": "utimensat", "umount": "umount2",
}
# how an instruction's argument holds the index of its name
_SHIFTS = {
    opcode.opmap[name]: int(sys.version_info >= shifted_since)
    for name, shifted_since in (("LOAD_NAME", (9,)), ("LOAD_METHOD", (9,)), ("LOAD_GLOBAL", (3, 11)), ("LOAD_ATTR", (3, 12)))
    if name in opcode.opmap}
_EXTENDED, _RAISE = opcode.opmap["EXTENDED_ARG"], opcode.opmap["RAISE_VARARGS"]
_traceback_of, _errno_of = BaseException.__dict__["__traceback__"].__get__, OSError.__dict__["errno"].__get__
_refused = frozenset()


def know(policy) -> None:
    """In the zygote: takes note of what a filter refuses."""
    global _refused
    allowed = {syscalls.YES, syscalls.NOTHING, *([syscalls.COUNTED] if policy.memory_counted else []),
               *([syscalls.NETWORK] if policy.network else [])}
    calls = syscalls.listed(os.uname().machine).items()
    refused = {name for name, (_, group) in calls if (group.alone if policy.alone else group.apart) not in allowed}
    for special in arguments.SPECIALS:
        if not policy.alone and special.apart == syscalls.YES:
            refused -= set(special.call.split(", "))
    _refused = frozenset(refused)


def names(error: BaseException) -> list:
    """Returns the calls that the sandbox may have refused where an error was raised, [] if it is not such an error.

    Looks nothing up in what a program can have replaced. Before Python 3.10 lines of code are not told: [].
    """
    trace = _traceback_of(error)
    if not _refused or not issubclass(type(error), OSError) or _errno_of(error) not in _ERRORS or trace is None:
        return []
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    if sys.version_info < (3, 10):
        return []
    found = {_ALIASES.get(name, name) for name in _loaded(code, trace.tb_lineno)}
    return sorted(_refused.intersection(found))


def raised_by_a_statement(error: BaseException) -> bool:
    """Returns whether Python code raised it: then an errno in it is a claim, and not the kernel's word."""
    trace = _traceback_of(error)
    if trace is None:
        return True
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_code[trace.tb_lasti] == _RAISE


def _loaded(code, line) -> list:
    """Returns the names that the code of a line loads."""
    loaded, argument = [], 0
    units = code.co_code
    for start, end, at in code.co_lines():
        for unit in range(start, end, 2) if at == line else ():
            operation, argument = units[unit], argument << 8 | units[unit + 1]
            if operation == _EXTENDED:
                continue
            shift = _SHIFTS.get(operation)
            if shift is not None and argument >> shift < len(code.co_names):
                loaded.append(code.co_names[argument >> shift])
            argument = 0
    return loaded
