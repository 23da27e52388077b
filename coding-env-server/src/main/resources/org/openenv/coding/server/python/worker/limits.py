"""Resource limits: what the kernel counts for one process, or for one user id.

Memory is limited by address space, so that a program gets MemoryError rather than death; what several processes use
together is the memory cgroup's business.
"""

from __future__ import annotations

import resource

_FIXED = [("RLIMIT_CORE", 0), ("RLIMIT_MEMLOCK", 0), ("RLIMIT_MSGQUEUE", 0), ("RLIMIT_RTPRIO", 0), ("RLIMIT_NICE", 0)]
_CONFIGURED = [
    ("RLIMIT_AS", "memory_bytes"),
    ("RLIMIT_NOFILE", "open_files"),
    ("RLIMIT_FSIZE", "file_bytes"),
    ("RLIMIT_NPROC", "processes"),
]


def _lower(name: str, value: int, hard: int) -> None:
    kind = getattr(resource, name, None)  # not every system has every limit
    if kind is None:
        return
    ceiling = resource.getrlimit(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        value, hard = min(value, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (value, hard))


def apply(wanted: dict) -> None:
    """Sets every limit, soft and hard, of the calling process and its future children."""
    for name, value in _FIXED:
        _lower(name, value, value)
    lower(wanted)


def lower(wanted: dict) -> None:
    """Sets the limits named in ``wanted``; one that is already lower stays."""
    for name, key in _CONFIGURED:
        value = wanted.get(key)
        if value:
            _lower(name, value, value)
    seconds = wanted.get("cpu_seconds")
    if seconds:  # the soft limit's signal can be caught, so that the program may end well; the hard one kills
        _lower("RLIMIT_CPU", seconds, seconds + 1)
