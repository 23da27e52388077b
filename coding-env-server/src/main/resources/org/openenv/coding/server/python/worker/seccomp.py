"""The system-call filter: a BPF program that the kernel runs before each call of an episode.

The program is a search tree over the call's number; a leaf allows, refuses, or looks at arguments. It is built once, in the
zygote; a child patches its own process id into it where it needs that, and installs it as its last act. Since Linux 5.11
the kernel remembers which numbers are allowed whatever their arguments, so the tree is shallow where arguments decide.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections import namedtuple

import arguments
import kernel
import syscalls

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _JUMP, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x05, 0x54, 0x06
_KILL_PROCESS, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_OWN_PID = 0xDEAD0001  # stands for the child's process id until the child is there
_NEWEST = 511  # no kernel has calls above; the search ends there

# the exit signal, VM FS FILES SIGHAND PIDFD VFORK THREAD SYSVSEM SETTLS PARENT_SETTID CHILD_CLEARTID DETACHED CHILD_SETTID
_CLONE_FLAGS = 0x017D5FFF
_CLONE_THREAD = 0x00010000
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_STREAM, _DGRAM, _SEQPACKET = 1, 2, 5
_INTERNET = {_STREAM: [0, 6], _DGRAM: [0, 17]}  # type: protocols
_SOL_SOCKET, _TCP, _TCP_ULP = 1, 6, 31
_INTERNET_LEVELS = 0, 17, 41  # IP, UDP, IPv6
_OF_CLOCKS = "clock_gettime", "clock_getres", "clock_nanosleep", "timer_create"
_CLOCKS, _OWN_CPU_CLOCKS = 16, 0xFFFFFFF8  # between them: a process's, by its number
_RLIMIT_CORE = 4
_FADV_DONTNEED = 4
_RWF_HARMLESS = 1 | 2 | 4 | 16  # HIPRI, DSYNC, SYNC, APPEND

# alone: no process namespace, so one process only. network: internet sockets are wanted. unix: unix sockets reach the
# episode's own only. memory_counted: a memory control group counts what no resource limit does.
Policy = namedtuple("Policy", "alone network unix memory_counted")


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _refuse(number: int) -> bytes:
    return _op(_RETURN, _ERRNO | number)


_PASS, _NO, _ABSENT, _NOTHING = _op(_RETURN, _ALLOW), _refuse(errno.EPERM), _refuse(errno.ENOSYS), _refuse(0)


def _load(index: int, half: int = 0) -> bytes:
    """Loads the lower or the upper half of an argument."""
    return _op(_LOAD, 16 + 8 * index + 4 * half)


def _when(operation: int, value: int, block: bytes) -> bytes:
    """Runs a block only if the test holds."""
    return _op(operation, value, 0, len(block) // 8) + block


def _choice(choice: arguments.Choice, alone: bool) -> bytes:
    passed = [*choice.everywhere.values(), *([] if alone else choice.apart.values())]
    refused = [*choice.refused.values(), *(choice.apart.values() if alone else [])]
    tests, count = b"", len(passed) + len(refused)
    for at, value in enumerate(passed + refused):  # behind them lie the three verdicts
        tests += _op(_EQUAL, value, count - at - (0 if at < len(passed) else -1), 0)
    return _load(choice.index) + tests + _refuse(choice.otherwise) + _PASS + _NO


def _sockets(families: dict) -> bytes:
    """``{family: {type: protocols, or None for whatever the kernel takes}}``"""
    refused, leaf = _refuse(errno.EACCES), b""
    for family, types in families.items():
        block = _load(1) + _op(_AND, 0xF)
        for kind, protocols in types.items():
            if protocols is None:
                block += _when(_EQUAL, kind, _PASS)
            else:
                inner = _load(2) + b"".join(_when(_EQUAL, protocol, _PASS) for protocol in protocols) + refused
                block += _when(_EQUAL, kind, inner)
        leaf += _load(0) + _when(_EQUAL, family, block + refused)
    return leaf + refused


def _socket_options(network: bool) -> bytes:
    unknown = _refuse(errno.ENOPROTOOPT)
    known = b"".join(_when(_EQUAL, value, _PASS) for value in arguments.SOCKET_OPTIONS.values())
    leaf = _load(1) + _when(_EQUAL, _SOL_SOCKET, _load(2) + known + unknown)
    if network:
        leaf += b"".join(_when(_EQUAL, level, _PASS) for level in _INTERNET_LEVELS)
        leaf += _when(_EQUAL, _TCP, _load(2) + _when(_EQUAL, _TCP_ULP, unknown) + _PASS)
    return leaf + unknown


def _by_argument(policy: Policy) -> dict:
    """Returns the leaves of the calls whose arguments decide."""
    alone = policy.alone
    unix = {_STREAM: None, _SEQPACKET: None, **({_DGRAM: None} if policy.unix else {})}
    families = {_AF_UNIX: unix} if policy.unix else {}
    if policy.network:
        families.update({_AF_INET: _INTERNET, _AF_INET6: _INTERNET})
    own_flags = _load(0) + _when(_ANY_BIT, 0xFFFFFFFF & ~_CLONE_FLAGS, _NO)
    itself = _when(_EQUAL, _OWN_PID, _PASS)
    to_itself = _load(0) + itself + _NO if alone else _PASS
    whose = _load(0) + _when(_EQUAL, 0, _PASS) + itself + _NO if alone else _PASS
    no_path, no_new_limit = (b"".join(_load(index, half) + _op(_EQUAL, 0, 1, 0) + _NO for half in (0, 1)) for index in (1, 2))
    nobody_elses = _load(0) + _op(_AT_LEAST, _OWN_CPU_CLOCKS, 1) + _op(_AT_LEAST, _CLOCKS, 1) + _PASS + _NO
    return {
        **{choice.call: _choice(choice, alone) for choice in arguments.CHOICES},
        "clone": own_flags + (_when(_ANY_BIT, _CLONE_THREAD, _PASS) + _NO if alone else _PASS),
        "socket": _sockets(families),
        "socketpair": _sockets({_AF_UNIX: unix}),
        "setsockopt": _socket_options(policy.network), "getsockopt": _socket_options(policy.network),
        **dict.fromkeys(_OF_CLOCKS, nobody_elses if alone else _PASS),
        "kill": to_itself, "tgkill": to_itself,
        "setrlimit": _load(0) + _when(_EQUAL, _RLIMIT_CORE, _NO) + _PASS,
        "prlimit64": _load(1) + _when(_EQUAL, _RLIMIT_CORE, no_new_limit) + whose,
        "utimensat": no_path + _PASS if alone else _PASS,
        "fadvise64": _load(3) + _when(_EQUAL, _FADV_DONTNEED, _NOTHING) + _PASS,
        "preadv2": _load(5) + _when(_ANY_BIT, 0xFFFFFFFF & ~_RWF_HARMLESS, _refuse(errno.EOPNOTSUPP)) + _PASS,
    }


def _rules(policy: Policy, machine: str) -> dict:
    """Returns ``{call number: leaf}`` of all that is listed."""
    verdicts = {
        syscalls.YES: _PASS, syscalls.NO: _NO, syscalls.ABSENT: _ABSENT, syscalls.NOTHING: _NOTHING,
        syscalls.COUNTED: _PASS if policy.memory_counted else _NO, syscalls.NETWORK: _PASS if policy.network else _NO}
    special = _by_argument(policy)
    rules = {}
    for name, (number, group) in syscalls.listed(machine).items():
        verdict = group.alone if policy.alone else group.apart
        rules[number] = special[name] if verdict == syscalls.ARGUMENT else verdicts[verdict]
    return rules


def _spans(rules: dict) -> list:
    """Cuts the numbers into ``(first number, leaf)`` spans of one verdict each, in order."""
    spans = []
    for number in range(_NEWEST + 1):
        leaf = rules.get(number, _ABSENT)
        if not spans or spans[-1][1] != leaf:
            spans.append((number, leaf))
    return spans if spans[-1][1] == _ABSENT else [*spans, (_NEWEST + 1, _ABSENT)]


def _search(spans: list) -> bytes:
    if len(spans) == 1:
        return spans[0][1]
    middle = _middle(spans)
    below, above = _search(spans[:middle]), _search(spans[middle:])
    distance = len(below) // 8
    if distance < 256:
        return _op(_AT_LEAST, spans[middle][0], distance, 0) + below + above
    return _op(_AT_LEAST, spans[middle][0], 0, 1) + _op(_JUMP, distance) + below + above


def _middle(spans: list) -> int:
    """Returns where to part the spans: in the middle of their weight, which is more where arguments decide."""
    weights = [4 if len(leaf) > 8 else 1 for _, leaf in spans]
    half, below = sum(weights) / 2, 0
    for at, weight in enumerate(weights[:-1]):
        below += weight
        if below >= half:
            return at + 1
    return len(spans) - 1


def build(policy: Policy, machine: str = "") -> bytes:
    """Builds the program. Raises OSError on a machine whose system calls are not known here."""
    machine = machine or os.uname().machine
    if machine not in syscalls.AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"no system-call table for {machine}")
    foreign = _op(_EQUAL, syscalls.AUDIT_ARCH[machine], 1, 0) + _op(_RETURN, _KILL_PROCESS)
    return _op(_LOAD, 4) + foreign + _op(_LOAD, 0) + _search(_spans(_rules(policy, machine)))


class Filter:
    """A program as the kernel wants it: made once, in the zygote, installed in each child."""

    def __init__(self, program: bytes):
        self._code = ctypes.create_string_buffer(program, len(program))
        header = struct.pack("@HP", len(program) // 8, ctypes.addressof(self._code))
        self._header = ctypes.create_string_buffer(header, len(header))
        starts = range(0, len(program), 8)
        self._own_pid = [at + 4 for at in starts if struct.unpack_from("=HxxI", program, at) == (_EQUAL, _OWN_PID)]

    def install(self) -> None:
        """Puts the calling process, and all it will ever start, under the program. Needs no_new_privs."""
        for at in self._own_pid:
            struct.pack_into("=I", self._code, at, os.getpid())
        kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.addressof(self._header))
