"""chmod, utime and truncate by way of descriptors, for rungs where the filter refuses them by path.

Landlock decides what may be opened, but not whose mode or times may be changed by name. Where an episode's user id owns
files of the host, or an old Landlock lets files be cut by name, the calls by name are refused altogether, and os.chmod and
its kin open the file first, which Landlock sees.
"""

from __future__ import annotations

import os


def _through(change, flags: int):
    """Returns a function of a path that opens it and calls ``change(descriptor, ...)``."""

    def changed(path, *arguments, dir_fd=None, follow_symlinks=True, **named):
        if isinstance(path, int):
            return change(path, *arguments, **named)
        follow = 0 if follow_symlinks else os.O_NOFOLLOW
        descriptor = os.open(path, flags | follow | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=dir_fd)
        try:
            return change(descriptor, *arguments, **named)
        finally:
            os.close(descriptor)

    return changed


def use_descriptors() -> None:
    """Replaces the functions of the os module in this process."""
    for name, flags in (("chmod", os.O_RDONLY), ("utime", os.O_RDONLY), ("truncate", os.O_WRONLY)):
        original = getattr(os, name)
        replacement = _through(original, flags)
        replacement.__name__ = replacement.__qualname__ = name
        replacement.__doc__ = original.__doc__
        for supported in (os.supports_fd, os.supports_dir_fd, os.supports_follow_symlinks):
            if original in supported:
                supported.add(replacement)
        setattr(os, name, replacement)
