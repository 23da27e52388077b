"""How the zygote gets into namespaces of its own.

    launcher --fork--> middle (makes user and process namespaces) --fork--> zygote (the first process in them)

The middle exists because a process namespace begins with the next fork. When the zygote ends, the kernel ends all that was
started in its process namespace; the zygote ends with the middle, and the middle with the launcher.
"""

from __future__ import annotations

import functools
import os
import signal
import socket

import kernel
import newroot
import shown
from child import MAPPED, gid_of, map_self
from guardnames import MEMORY_CGROUP, OWN_IPC_AND_HOSTNAME, OWN_PROC, OWN_ROOT, SHOWN_DATA
from rungs import Failure, Need, Plan


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
                kernel.write(f"/proc/{pid}/{kind}", f"0 {plan.first_uid} {MAPPED}\n")
    except OSError as error:
        return f"{OWN_ROOT}\0{error}"
    try:
        if plan.trees:
            plan.trees.adopt(pid)
    except OSError as error:
        return f"{MEMORY_CGROUP}\0{error}"
    return "ok"


def _become_zygote(plan: Plan, config: dict, link: socket.socket, launcher: int) -> None:
    os.setsid()  # a signal to our process group must not reach the server, nor the other way round
    uid, gid = os.geteuid(), os.getegid()
    with Need(OWN_ROOT):
        if plan.own_uid:
            os.setgroups([])
        config["staged"] = _stage(config, plan.on[SHOWN_DATA]) if plan.id_map == "range" else {}
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
            map_self("/proc/self", 0, uid, gid)
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
    plan.mount_namespace_fd = os.open("/proc/self/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
    plan.cgroup_namespaces = os.path.exists("/proc/self/ns/cgroup")
    newroot.build(config, plan, gid_of(plan))
    with Need(OWN_IPC_AND_HOSTNAME):
        kernel.set_hostname(newroot.HOSTNAME)


def _stage(config: dict, apart: bool) -> dict:
    """Makes what root can reach reachable for the user that the zygote will be: shows it once more, in a place of our own.

    In mounts of this process alone, before it gives root up; homes of mode 700 would be closed to it afterwards. ``apart``:
    single files that an operator shows come through their overlay already here, for afterwards they are mount points.
    """
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    stage, empty = f"{config['work_dir']}/stage", f"{config['work_dir']}/empty"
    for folder in (stage, empty):
        os.makedirs(folder, exist_ok=True)
    staged = {}
    data = [mount[0] for mount in config.get("mounts", [])]
    for number, source in enumerate([*config["code"], *data]):
        place = f"{config['work_dir']}/shown-{number}"
        if os.path.isdir(source):
            os.makedirs(place, exist_ok=True)
        else:
            with open(place, "wb"):
                pass
        bind = functools.partial(kernel.mount, target=place, kind=None, flags=kernel.MS_BIND | kernel.MS_REC)
        if apart and source in data and not os.path.isdir(source):
            with Need(SHOWN_DATA):
                shown.bind_file(source, stage, empty, bind)
        else:
            bind(source)
        staged[source] = place
    return staged


def _outlive(zygote: int) -> None:
    """In the middle: holds nothing, waits for the zygote, and ends as it did."""
    os.closerange(0, 2)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    _, status = os.waitpid(zygote, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)
