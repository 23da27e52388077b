"""Resource limits: what the kernel counts for one process, or for one user id.

Memory is limited by address space, so that a program gets MemoryError rather than death; what several processes use
together is the memory cgroup's business.
"""

from __future__ import annotations

import resource

_NEVER = ("RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE", "RLIMIT_RTPRIO", "RLIMIT_NICE")
_CONFIGURED = (
    ("RLIMIT_AS", "memory_bytes"),
    ("RLIMIT_NOFILE", "open_files"),
    ("RLIMIT_FSIZE", "file_bytes"),
    ("RLIMIT_NPROC", "processes"),
)


def _lower(name: str, value: int, hard: int) -> None:
    kind = getattr(resource, name, None)  # not every system has every limit
    if kind is None:
        return
    ceiling = resource.getrlimit(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        value, hard = min(value, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (value, hard))


def forbid() -> None:
    """In the zygote, for all its children: no core dumps, locked memory, message queues or real-time priorities."""
    for name in _NEVER:
        _lower(name, 0, 0)
    _lower("RLIMIT_CORE", 1, 1)  # 0 would still start a core handler of the host's, and feed it a core; 1 does not


def lower(wanted: dict) -> None:
    """Sets the limits named in ``wanted`` on the calling process; one that is already lower stays."""
    for name, key in _CONFIGURED:
        value = wanted.get(key)
        if value:
            _lower(name, value, value)
    seconds = wanted.get("cpu_seconds")
    if seconds:  # the soft limit's signal can be caught, so that the program may end well; the hard one kills
        _lower("RLIMIT_CPU", seconds, seconds + 1)
