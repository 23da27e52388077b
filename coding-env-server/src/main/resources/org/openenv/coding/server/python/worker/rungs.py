"""The ladder: which combinations of guards exist, and which one this host allows.

From the top down each rung is tried whole in a throw-away process, down to a confined child: a half-made sandbox can't be
undone, and hosts refuse in the middle as often as at the start. A guard that may be missing within a rung (OPTIONAL) is
left out if it fails, and the rung tried again; any other failure moves on to the next rung.
"""

from __future__ import annotations

import os
import sys

import cgroups
from guardnames import ANY, LANDLOCK, MEMORY_CGROUP, OWN_PROC, PYTHON, SECCOMP, SHOWN_DATA

OPTIONAL = (OWN_PROC, LANDLOCK, MEMORY_CGROUP, SECCOMP, SHOWN_DATA)
UIDS = 4096  # user ids set aside for slots
WORKERS = UIDS - 1  # that can live at once


class Failure(Exception):
    """A guard that could not be had, and why."""

    def __init__(self, guard: str, reason: str):
        super().__init__(reason if guard == ANY else f"{guard}: {reason}")
        self.guard = guard
        self.reason = reason


class Need:
    """``with Need(guard):`` turns an OSError into that guard's Failure."""

    def __init__(self, guard: str):
        self.guard = guard

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> None:
        if isinstance(error, OSError):
            raise Failure(self.guard, error.strerror or str(error)) from error


class Plan:
    """What a rung consists of. Changed while the ladder is climbed down, fixed afterwards."""

    def __init__(self, rung: str, namespaces: bool = False, id_map: str = "", own_uid: bool = False):
        self.rung = rung
        self.namespaces = namespaces  # mount, process, network, IPC and host name namespaces
        self.id_map = id_map  # user namespace: "range" of user ids of its own, "self" only the caller's, "" none
        self.own_uid = own_uid  # a user id for each child
        self.guarded = True  # Linux, and not switched off
        self.on = {OWN_PROC: namespaces, LANDLOCK: True, MEMORY_CGROUP: True, SECCOMP: True, SHOWN_DATA: namespaces}
        self.missing = {}  # guard: why it is off
        self.abi = 0  # Landlock's version
        self.trees = None  # control groups
        self.first_uid = 0  # of the range, as the host counts
        self.shown = []  # directories that an operator shows, in the zygote's root
        self.hidden = []  # files of /proc that tell of the host
        self.cgroup_namespaces = False
        self.proc_fd = self.pid_namespace_fd = self.mount_namespace_fd = -1  # in the zygote

    def descriptors(self) -> list:
        """Returns the descriptors the zygote has to keep for it."""
        own = [self.proc_fd, self.pid_namespace_fd, self.mount_namespace_fd] + (self.trees.fds if self.trees else [])
        return [descriptor for descriptor in own if descriptor >= 0]

    def state(self) -> dict:
        """Returns what ``restored`` needs, in another program that the zygote becomes."""
        known = {name: value for name, value in vars(self).items() if name not in ("trees", "missing")}
        return {**known, "trees": [self.trees.fds, self.trees.version] if self.trees else None}

    @classmethod
    def restored(cls, state: dict) -> Plan:
        plan = cls(state["rung"])
        trees = state.pop("trees")
        vars(plan).update(state)
        plan.trees = cgroups.Trees.opened(*trees) if trees else None
        return plan

    def leave_out(self, failure: Failure) -> bool:
        """Gives up an optional guard; returns whether there was one to give up."""
        if not self.on.get(failure.guard):
            return False
        self.on[failure.guard] = False
        self.missing[failure.guard] = failure.reason
        return True


def candidates(config: dict) -> list:
    """Returns the rungs that make sense for this user on this system, best first."""
    if config.get("mode") == "off":
        return [_bare("none", "the sandbox is switched off")]
    if not sys.platform.startswith("linux"):
        return [_bare("plain", f"{sys.platform} has no such guard")]
    free = first_free_uid()
    root = os.geteuid() == 0
    if root and free:
        apart = [Plan("root", True, "range", True), Plan("root", True, "", True)]
        together = [Plan("container-root", own_uid=True)]
    else:  # no episode runs as root without a root directory of its own: it would own the files of the host
        apart, together = [Plan("user", True, "self")], [] if root else [Plan("container-user")]
    plans = together if config.get("deny_namespaces") else apart + together
    for plan in plans:
        plan.first_uid = free
    return plans


def _bare(rung: str, reason: str) -> Plan:
    plan = Plan(rung)
    plan.guarded = False
    for guard in OPTIONAL:
        plan.on[guard] = False
        plan.missing[guard] = reason
    plan.missing[ANY] = reason
    return plan


def first_free_uid() -> int:
    """Returns where the slots' user ids begin: high up, where no system hands out any, or at the end of what is mapped.

    0 if there is no room, as where a container has but one user id: its root is no better than an ordinary user.
    """
    with open("/proc/self/uid_map", encoding="ascii") as lines:
        extents = [[int(number) for number in line.split()] for line in lines]
    last = max(first + length for first, _, length in extents)
    if last >= 1 << 31:  # a range for each launcher: servers side by side share no user id
        return 2_000_000_000 + os.getpid() % 16384 * 2 * UIDS
    return last - 2 * UIDS if last > 8 * UIDS else 0


def climb_down(config: dict, attempt) -> Plan:
    """Returns the best rung for which ``attempt(plan)`` returns no Failure. Raises Failure with all reasons if there is none."""
    refused, tried = {}, []
    plans = candidates(config)
    for plan in plans:
        failure = attempt(plan)
        while failure and plan.leave_out(failure):
            failure = attempt(plan)
        if failure and failure.guard == PYTHON:  # no reason to give up a wall
            raise Failure(ANY, failure.reason)
        if not failure:
            plan.missing = {**refused, **plan.missing}
            if not plan.namespaces and not plan.on[LANDLOCK] and plan.rung.startswith("container"):
                plan.rung = "plain"
            return plan
        tried.append(f"{plan.rung}: {failure.reason}")
        refused.setdefault(ANY, failure.reason)
        refused.setdefault(failure.guard, failure.reason)
    advice = "; start the server as an ordinary user instead" if os.geteuid() == 0 else ""
    raise Failure(ANY, "no sandbox can be had here: " + "; ".join(tried) + advice)
