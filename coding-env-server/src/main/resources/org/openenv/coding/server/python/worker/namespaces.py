"""Namespaces: how the zygote gets into its own, and each child into more of its own.

    launcher --fork--> middle (enters the user and process namespaces) --fork--> zygote (their first process)
                                                                         zygote --fork--> child (first of its own)

The middle exists because a process namespace begins with the next fork. When the zygote ends, the kernel ends all that was
started in its process namespace; the zygote ends with the middle, and the middle with the launcher.
"""

from __future__ import annotations

import os
import signal
import socket

import kernel
import newroot
from rungs import UIDS, Failure, Need, Plan

HOSTNAME = "episode"
_FIRST_INSIDE = 1000  # user ids of slots, as the episodes see them
_MAPPED = _FIRST_INSIDE + UIDS


def spawn(plan: Plan, config: dict, failed) -> int:
    """Forks the zygote. Returns the direct child's pid in the launcher, and 0 in the zygote once it is in place.

    A process on the way that can't go on calls ``failed(error)`` and ends.
    """
    launcher = os.getpid()
    theirs, ours = socket.socketpair()
    pid = os.fork()
    if pid:
        theirs.close()
        with ours:
            if ours.recv(1):
                ours.sendall(_admit(plan, pid).encode())
        return pid
    try:
        ours.close()
        with theirs:
            _become_zygote(plan, config, theirs, launcher)
        return 0
    except BaseException as error:
        failed(error)
        os._exit(70)


def _admit(plan: Plan, pid: int) -> str:
    """In the launcher: does for the new process what it can't do itself. Returns "ok", or the guard and what went wrong."""
    try:
        if plan.id_map == "range":
            for kind in ("gid_map", "uid_map"):
                _write(f"/proc/{pid}/{kind}", f"0 {plan.first_uid} {_MAPPED}\n")
    except OSError as error:
        return f"own-root\0{error}"
    try:
        if plan.trees:
            plan.trees.adopt(pid)
    except OSError as error:
        return f"memory-cgroup\0{error}"
    return "ok"


def _write(path: str, text: str, dir_fd=None) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC, dir_fd=dir_fd)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _become_zygote(plan: Plan, config: dict, link: socket.socket, launcher: int) -> None:
    os.setsid()  # a signal to our process group must not reach the server, nor the other way round
    uid, gid = os.geteuid(), os.getegid()
    with Need("own-root"):
        if plan.own_uid:
            os.setgroups([])
        if plan.id_map:
            kernel.unshare(kernel.CLONE_NEWUSER)
        link.sendall(b"?")
        answer = link.recv(4096).decode()
        if answer != "ok":
            raise Failure(*answer.split("\0"))
        if plan.id_map == "range":
            os.setresgid(0, 0, 0)
            os.setresuid(0, 0, 0)
        elif plan.id_map == "self":
            _map_self("/proc/self", 0, uid, gid)
        if plan.namespaces:
            network = 0 if config.get("network") else kernel.CLONE_NEWNET
            kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | network)
    if kernel.available:
        kernel.die_with_parent(signal.SIGKILL)
    if os.getppid() != launcher:
        os._exit(70)
    if not plan.namespaces:
        return
    zygote = os.fork()
    if zygote:
        _outlive(zygote)
    kernel.die_with_parent(signal.SIGKILL)
    plan.proc_fd = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    plan.pid_namespace_fd = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    newroot.build(config, plan.on["own-proc"], gid_of(plan))
    with Need("own-ipc-and-hostname"):
        kernel.set_hostname(HOSTNAME)


def _map_self(process: str, inside: int, uid: int, gid: int, dir_fd=None) -> None:
    """Gives the caller a user and a group id in the user namespace it has just made."""
    _write(f"{process}/setgroups", "deny", dir_fd)
    _write(f"{process}/uid_map", f"{inside} {uid} 1\n", dir_fd)
    _write(f"{process}/gid_map", f"{inside} {gid} 1\n", dir_fd)


def _outlive(zygote: int) -> None:
    """In the middle: holds nothing, waits for the zygote, and ends as it did."""
    os.closerange(0, 2)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    _, status = os.waitpid(zygote, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def fork(plan: Plan) -> int:
    """In the zygote: forks a child that is the first process of a process namespace of its own."""
    if not plan.namespaces:
        return os.fork()
    kernel.unshare(kernel.CLONE_NEWPID)
    try:
        pid = os.fork()
    except OSError:
        kernel.setns(plan.pid_namespace_fd, kernel.CLONE_NEWPID)
        raise
    if pid:  # back again: the next child gets a namespace beside this one, not below it
        kernel.setns(plan.pid_namespace_fd, kernel.CLONE_NEWPID)
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
    with Need("own-disk"):
        kernel.unshare(kernel.CLONE_NEWNS | (kernel.CLONE_NEWNET if own_network else 0))
        newroot.mount_disk(uid, limits)
    if plan.on["own-proc"]:
        with Need("own-proc"):
            newroot.mount_proc()


def become_user(plan: Plan, uid: int) -> int:
    """In the child: gives up what identity it has for the episode's. Returns the user id that the episode sees."""
    with Need("own-uid"):
        if plan.own_uid:
            gid = gid_of(plan)
            os.setresgid(gid, gid, gid)
            os.setresuid(uid, uid, uid)
        elif plan.id_map == "self":
            # the limit on processes is counted per user namespace: without its own, the episodes would share one count
            kernel.unshare(kernel.CLONE_NEWUSER)
            _map_self("self", _FIRST_INSIDE, 0, 0, plan.proc_fd)
            kernel.empty_bounding_set()  # a new user namespace begins with a full one
    with Need("no-capabilities"):
        kernel.drop_capabilities()
    return os.getuid()
