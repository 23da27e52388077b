"""The system-call filter: a BPF program that the kernel runs before each call of an episode.

The program is a binary search over the call's number; a leaf allows, refuses, or looks at an argument. It is built once,
in the zygote; a child patches its own process id into it where it needs that, and installs it as its last act.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

import kernel
import syscalls

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _JUMP, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x05, 0x54, 0x06
_KILL_PROCESS, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_OWN_PID = 0xDEAD0001  # stands for the child's process id until the child is there

_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW flag that fits into clone's first argument
_CLONE_PARENT = 0x00008000  # the new process would be the zygote's child
_CLONE_THREAD = 0x00010000
_AF_UNIX, _AF_INET, _AF_INET6, _SOCK_DGRAM = 1, 2, 10, 2
_PRCTL_REFUSED = [22, 35, 62]  # SECCOMP, MM, SCHED_CORE
_PRCTL_REFUSED_ALONE = [1, 4, 0x59616D61]  # PDEATHSIG, DUMPABLE, PTRACER
_IOCTL_REFUSED = [0x5412, 0x541C]  # TIOCSTI, TIOCLINUX: typing into somebody's terminal
_IOCTL_REFUSED_ALONE = [0x8901, 0x8902]  # FIOSETOWN, SIOCSPGRP: signals to any process by way of a descriptor
_FCNTL_REFUSED = [1026]  # F_NOTIFY, inotify's elder
_FCNTL_REFUSED_ALONE = [8, 10, 15]  # SETOWN, SETSIG, SETOWN_EX


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _refuse(number: int) -> bytes:
    return _op(_RETURN, _ERRNO | number)


_PASS, _NO, _UNKNOWN = _op(_RETURN, _ALLOW), _refuse(errno.EPERM), _refuse(errno.ENOSYS)


def _argument(index: int, tests: list, otherwise: bytes) -> bytes:
    """A leaf: the first test ``(operation, value, verdict)`` that holds for an argument's low 32 bits decides."""
    leaf = _op(_LOAD, 16 + 8 * index)
    for operation, value, verdict in tests:
        leaf += _op(operation, value, 0, 1) + verdict
    return leaf + otherwise


def _none_of(index: int, values: list) -> bytes:
    return _argument(index, [(_EQUAL, value, _NO) for value in values], _PASS)


def _families(families: list) -> bytes:
    return _argument(0, [(_EQUAL, family, _PASS) for family in families], _refuse(errno.EACCES))


def _rules(machine: str, alone: bool, network: bool, unix: bool, memory_counted: bool, same_user: bool) -> dict:
    """Returns ``{call number: leaf}`` for every call that is not simply allowed."""
    refused = syscalls.numbers(syscalls.ALWAYS, machine)
    if not memory_counted:
        refused.update(syscalls.numbers(syscalls.UNCOUNTED_MEMORY, machine))
    if alone:
        refused.update(syscalls.numbers(syscalls.ONE_PROCESS, machine))
        if network:
            for name in ("connect", "bind", "listen"):
                del refused[name]
    if same_user:
        refused.update(syscalls.numbers(syscalls.SAME_USER, machine))
    rules = dict.fromkeys(refused.values(), _NO)

    families = ([_AF_INET, _AF_INET6] if network else []) + ([_AF_UNIX] if unix else [])
    own_children = (_ANY_BIT, _NEW_NAMESPACES | _CLONE_PARENT, _NO)
    special = {
        "clone3": _UNKNOWN,  # its arguments are out of a filter's sight; C libraries then use clone
        "clone": _argument(0, [own_children, (_ANY_BIT, _CLONE_THREAD, _PASS)] if alone else [own_children],
                           _NO if alone else _PASS),
        "socket": _families(families),
        "socketpair": _families([_AF_UNIX]),
        "prctl": _none_of(0, _PRCTL_REFUSED + (_PRCTL_REFUSED_ALONE if alone else [])),
        "ioctl": _none_of(1, _IOCTL_REFUSED + (_IOCTL_REFUSED_ALONE if alone else [])),
        "fcntl": _none_of(1, _FCNTL_REFUSED + (_FCNTL_REFUSED_ALONE if alone else [])),
    }
    if alone:
        itself = _argument(0, [(_EQUAL, _OWN_PID, _PASS)], _NO)
        special.update({"kill": itself, "tgkill": itself})
        special["prlimit64"] = _argument(0, [(_EQUAL, 0, _PASS), (_EQUAL, _OWN_PID, _PASS)], _NO)
        # a datagram end of a pair could be pointed at any socket of the host
        special["socketpair"] = (
            _op(_LOAD, 24) + _op(_AND, 0xF) + _op(_EQUAL, _SOCK_DGRAM, 0, 1) + _NO + special["socketpair"])
    if same_user:  # without a path it is about a descriptor
        special["utimensat"] = b"".join(_op(_LOAD, half) + _op(_EQUAL, 0, 1, 0) + _NO for half in (24, 28)) + _PASS
    numbers = syscalls.numbers(syscalls.BY_ARGUMENT, machine)
    rules.update({numbers[name]: leaf for name, leaf in special.items()})
    return rules


def _spans(rules: dict, unused: tuple) -> list:
    """Cuts the numbers into ``(first number, leaf)`` spans of one verdict each, in order."""
    verdicts = {number: _UNKNOWN for number in range(*unused)}
    verdicts.update(rules)
    spans = []
    for number in range(syscalls.NEWEST + 1):
        leaf = verdicts.get(number, _PASS)
        if not spans or spans[-1][1] != leaf:
            spans.append((number, leaf))
    return spans + [(syscalls.NEWEST + 1, _UNKNOWN)]


def _search(spans: list) -> bytes:
    if len(spans) == 1:
        return spans[0][1]
    middle = len(spans) // 2
    below, above = _search(spans[:middle]), _search(spans[middle:])
    distance = len(below) // 8
    if distance < 256:
        return _op(_AT_LEAST, spans[middle][0], distance, 0) + below + above
    return _op(_AT_LEAST, spans[middle][0], 0, 1) + _op(_JUMP, distance) + below + above


def build(alone: bool, network: bool, unix: bool, memory_counted: bool, same_user: bool, machine: str = "") -> bytes:
    """Builds the program.

    ``alone``: no process namespace, so one process only. ``network``: internet sockets are wanted. ``unix``: unix sockets
    reach the episode's own only. ``memory_counted``: a memory cgroup counts what no rlimit does. ``same_user``: the
    episode's user id owns files of the host that it can name. Raises OSError on a machine whose system calls are not known here.
    """
    machine = machine or os.uname().machine
    if machine not in syscalls.AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"no system-call table for {machine}")
    foreign = _op(_EQUAL, syscalls.AUDIT_ARCH[machine], 1, 0) + _op(_RETURN, _KILL_PROCESS)
    rules = _rules(machine, alone, network, unix, memory_counted, same_user)
    tree = _search(_spans(rules, syscalls.UNUSED[machine]))
    return _op(_LOAD, 4) + foreign + _op(_LOAD, 0) + tree


class Filter:
    """A program as the kernel wants it: made once, in the zygote, installed in each child."""

    def __init__(self, program: bytes):
        self._code = ctypes.create_string_buffer(program, len(program))
        header = struct.pack("@HP", len(program) // 8, ctypes.addressof(self._code))
        self._header = ctypes.create_string_buffer(header, len(header))
        mark = _op(_EQUAL, _OWN_PID, 0, 1)
        self._own_pid = [at + 4 for at in range(0, len(program), 8) if program[at : at + 8] == mark]

    def install(self) -> None:
        """Puts the calling process, and all it will ever start, under the program. Needs no_new_privs."""
        for at in self._own_pid:
            struct.pack_into("=I", self._code, at, os.getpid())
        kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.addressof(self._header))
