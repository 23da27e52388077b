"""How an episode's process gets into namespaces of its own, and what it becomes there.

    zygote (makes a process namespace) --spawn--> init (the first process in it), --fork--> child (the second)
"""

from __future__ import annotations

import os
import signal

import disk
import kernel
import newroot
import prefault
import shown
from guardnames import NO_CAPABILITIES, OWN_DISK, OWN_PROC, OWN_UID, SHOWN_DATA
from rungs import UIDS, Need, Plan

_FIRST_INSIDE = 1000  # user ids of slots, as the episodes see them
MAPPED = _FIRST_INSIDE + UIDS


def fork(plan: Plan) -> tuple:
    """In the zygote: forks a child, in a process namespace of its own. Returns its pid and that of its first process."""
    if not plan.namespaces:
        return _forked(), 0
    kernel.unshare(kernel.CLONE_NEWPID)
    first, pid = -1, -1
    try:
        first = os.posix_spawn(newroot.INIT, ["init"], {})
        pid = _forked()
    finally:
        if pid:  # back again: the next child gets a namespace beside this one, not below it
            kernel.come_back(plan.pid_namespace_fd, kernel.CLONE_NEWPID)
        if pid < 0 < first:
            os.kill(first, signal.SIGKILL)
            os.waitpid(first, 0)
    return pid, first


def _forked() -> int:
    pid = os.fork()
    if not pid:
        prefault.populate()
    return pid


def uid_of(plan: Plan, slot: int) -> int:
    """Returns the user id of a slot's child, as the zygote counts."""
    if not 0 <= slot < UIDS - 1:
        raise ValueError(f"slot must be below {UIDS - 1}, was {slot}")
    if not plan.own_uid:
        return os.geteuid()
    return _FIRST_INSIDE + slot if plan.id_map else plan.first_uid + 1 + slot


def gid_of(plan: Plan) -> int:
    """Returns the group id of every child, as the episodes see it."""
    return _FIRST_INSIDE if plan.id_map else plan.first_uid if plan.own_uid else os.getegid()


def enter_child(plan: Plan, uid: int, limits: dict, own_network: bool) -> None:
    """In the child, still privileged within the zygote's namespaces: its own mounts."""
    with Need(OWN_DISK):
        flags = kernel.CLONE_NEWNET if own_network else 0
        flags |= kernel.CLONE_NEWCGROUP if plan.cgroup_namespaces else 0  # its own group looks like the root of all
        kernel.unshare(kernel.CLONE_NEWNS | flags)
        disk.mount_disk(uid, limits)
    if plan.shown:
        with Need(SHOWN_DATA):
            shown.cover(plan.shown)
    if plan.on[OWN_PROC]:
        with Need(OWN_PROC):
            disk.mount_proc(plan.hidden)


def become_user(plan: Plan, uid: int) -> int:
    """In the child: gives up what identity it has for the episode's. Returns the user id that the episode sees."""
    with Need(OWN_UID):
        if plan.own_uid:
            gid = gid_of(plan)
            os.setresgid(gid, gid, gid)
            os.setresuid(uid, uid, uid)
        elif plan.id_map == "self":
            # the limit on processes is counted per user namespace: without its own, the episodes would share one count
            kernel.unshare(kernel.CLONE_NEWUSER)
            map_self("self", _FIRST_INSIDE, 0, 0, plan.proc_fd)
            kernel.empty_bounding_set()  # a new user namespace begins with a full one
    with Need(NO_CAPABILITIES):
        kernel.drop_capabilities()
    return os.getuid()


def map_self(process: str, inside: int, uid: int, gid: int, dir_fd=None) -> None:
    """Gives the caller a user and a group id in the user namespace it has just made."""
    kernel.write(f"{process}/setgroups", "deny", dir_fd)
    kernel.write(f"{process}/uid_map", f"{inside} {uid} 1\n", dir_fd)
    kernel.write(f"{process}/gid_map", f"{inside} {gid} 1\n", dir_fd)
