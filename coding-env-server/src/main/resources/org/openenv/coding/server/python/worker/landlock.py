"""Landlock: file access by allow list, enforced by the kernel on a process that has given itself up to it.

Where there are namespaces it stands behind the read-only root as a second wall; where there are none it is the wall. Rules
are made once, in the zygote; a child only enters. A rule holds for what lies below a directory, also across mounts made
later, but not for a mount point itself: that is why the episode's disk is covered by a rule on its parent directory.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct

import kernel

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_VERSION_FLAG, _PATH_BENEATH = 1, 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REFER, _TRUNCATE, _IOCTL = 1, 2, 4, 8, 1 << 13, 1 << 14, 1 << 15
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_TCP = 3  # bind and connect
_SCOPES = 3  # abstract unix sockets, signals

READ = _EXECUTE | _READ_FILE | _READ_DIR
DEVICE = _READ_FILE | _WRITE_FILE | _READ_DIR | _TRUNCATE | _IOCTL
WRITE = 0xFFFF & ~_MAKE_CHAR & ~_MAKE_BLOCK

# What each version brought that matters here.
RENAMES, NETWORK, SCOPED = 2, 4, 6


def version() -> int:
    """Returns the kernel's Landlock version. Raises OSError where there is none."""
    return kernel.syscall("landlock_create_ruleset", _CREATE, 0, 0, _VERSION_FLAG)


def _handled(abi: int) -> int:
    """Returns the rights this version knows."""
    rights = (1 << 13) - 1
    for since, right in ((RENAMES, _REFER), (3, _TRUNCATE), (5, _IOCTL)):
        if abi >= since:
            rights |= right
    return rights


def ruleset(abi: int, rules: list, network: bool) -> int:
    """Returns a descriptor of a rule set of ``(path, rights)``; paths that don't exist are left out."""
    handled = _handled(abi)
    attributes = struct.pack("@QQQ", handled, 0 if network or abi < NETWORK else _TCP, _SCOPES)
    size = 24 if abi >= SCOPED else 16 if abi >= NETWORK else 8
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    descriptor = kernel.syscall("landlock_create_ruleset", _CREATE, ctypes.addressof(buffer), size, 0)
    os.set_inheritable(descriptor, False)
    for path, rights in rules:
        _allow(descriptor, path, rights & handled)
    return descriptor


def _allow(ruleset_descriptor: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _FILE_RIGHTS
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12)
        kernel.syscall("landlock_add_rule", _ADD, ruleset_descriptor, _PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(place)


def enter(ruleset_descriptor: int) -> None:
    """Puts the calling process under the rules for good. Needs no_new_privs; no mount is possible afterwards."""
    kernel.syscall("landlock_restrict_self", _RESTRICT, ruleset_descriptor, 0)
