"""Resource limits: what the kernel counts for one process, or for one user id. Memory is the business of memory.py."""

from __future__ import annotations

import resource
from collections import namedtuple

# Each limit the kernel has. value: a number, the configuration's name for it, or None where it is left as it is.
Limit = namedtuple("Limit", "name value told why")

LIMITS = (
    Limit("RLIMIT_DATA", None, "by memory.py: somewhat below `memory_bytes`", "a process that asks for more gets MemoryError"
          " and goes on; the hard limit is none where a control group is the wall"),
    Limit("RLIMIT_AS", None, "by memory.py, where there is no control group: above twice `memory_bytes`", "shared memory and"
          " mapped files, which are no data"),
    Limit("RLIMIT_NOFILE", "open_files", "`open_files`", "descriptors, and what hangs on them: pipes, sockets, eventfds"),
    Limit("RLIMIT_FSIZE", "file_bytes", "`file_bytes`", "the length of each file"),
    Limit("RLIMIT_NPROC", "processes", "`processes`, and one more: the first", "processes and threads, where they are counted for the episode alone"),
    Limit("RLIMIT_CPU", "cpu_seconds", "`cpu_seconds`, and one more as the hard limit", "the soft limit's signal can be"
          " caught, so that the program may end well; the hard one kills"),
    Limit("RLIMIT_SIGPENDING", 64, "64", "queued signals and POSIX timers: counted for each user id, but also for the one"
          " that the user namespace belongs to"),
    Limit("RLIMIT_CORE", 1, "1, and can't be lowered", "0 would still start a core handler of the host's and feed it a"
          " core; 1 does not"),
    Limit("RLIMIT_MEMLOCK", 0, "0", "memory that can't be reclaimed"),
    Limit("RLIMIT_MSGQUEUE", 0, "0", "POSIX queues, which are refused as well"),
    Limit("RLIMIT_RTPRIO", 0, "0", "a real-time process takes the processor from all others"),
    Limit("RLIMIT_NICE", 0, "0", "no priority above the ordinary one"),
    Limit("RLIMIT_RTTIME", None, "left", "without real-time priority it means nothing"),
    Limit("RLIMIT_STACK", None, "left", "data holds the stacks too; a program may want a larger one"),
    Limit("RLIMIT_RSS", None, "left", "the kernel has ignored it since 2.4.30"),
    Limit("RLIMIT_LOCKS", None, "left", "the kernel has ignored it since 2.4.25: no limit counts file locks (see what is not covered)"),
)
_OF_THE_CHILD = ("RLIMIT_SIGPENDING",)  # what a new user namespace takes over would bind all episodes together


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
    for limit in LIMITS:
        if isinstance(limit.value, int) and limit.name not in _OF_THE_CHILD:
            _lower(limit.name, limit.value, limit.value)


def lower(wanted: dict) -> None:
    """Sets a child's limits, those named in ``wanted`` and the fixed ones; one that is already lower stays."""
    for limit in LIMITS:
        value = limit.value if limit.name in _OF_THE_CHILD else wanted.get(limit.value)
        if value:
            value += limit.name == "RLIMIT_NPROC"  # which counts the episode's first process too
            _lower(limit.name, value, value + (limit.name == "RLIMIT_CPU"))
