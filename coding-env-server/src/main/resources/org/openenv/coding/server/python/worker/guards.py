"""The report: every guard by name, in force or not, and if not, why and how to get it. In plain words, in a fixed order."""

from __future__ import annotations

import rungs
from guardnames import (
    ANY, CLEAN_PROCESS, LANDLOCK, MEMORY_CGROUP, NO_CAPABILITIES, NO_NETWORK, NO_NEW_PRIVILEGES, OWN_DISK,
    OWN_IPC_AND_HOSTNAME, OWN_PID_NAMESPACE, OWN_PROC, OWN_ROOT, OWN_UID, PROCESS_LIMIT, RESOURCE_LIMITS, SECCOMP, SHOWN_DATA,
    UNPRIVILEGED_ZYGOTE,
)

_NAMESPACES = (
    "start the server as root, or let it make user namespaces: as an ordinary user on a host that allows them"
    " (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns); in a container with a seccomp"
    " profile that permits unshare, clone, setns, mount, umount2 and pivot_root (docs/security.md)"
)
_PROC = (
    "a container hides parts of /proc, and so no other may be mounted: start it with --security-opt systempaths=unconfined"
    " (docker, podman: unmask=ALL), in Kubernetes with procMount: Unmasked (docs/containers.md)"
)
_ROOT = "start the server as root"
_KERNEL = "use a Linux kernel of 5.13 or later with Landlock enabled (lsm=...,landlock)"
_CGROUP = "run where the server may make control groups with the memory and pids controllers: as root, or delegated to its user"

_OVERLAY = "use a Linux kernel of 5.11 or later with overlayfs, on a rung with namespaces, or show nothing with --mount"

_SHARED = "there are no namespaces on this rung"

# name, default reason, remedy; in the order of the report
_GUARDS = (
    (OWN_ROOT, _SHARED, _NAMESPACES),
    (OWN_DISK, _SHARED, _NAMESPACES),
    (OWN_PID_NAMESPACE, _SHARED, _NAMESPACES),
    (OWN_PROC, _SHARED, _NAMESPACES),
    (NO_NETWORK, "nothing here can refuse sockets", _NAMESPACES),
    (OWN_IPC_AND_HOSTNAME, _SHARED, _NAMESPACES),
    (SHOWN_DATA, "files shown with --mount can be locked, pipes and sockets among them opened", _OVERLAY),
    (UNPRIVILEGED_ZYGOTE, "the process that starts the episodes keeps the server's privileges", _NAMESPACES),
    (OWN_UID, "only root can give each episode a user id of its own", _ROOT),
    (NO_CAPABILITIES, "this system has none to drop", "use Linux"),
    (NO_NEW_PRIVILEGES, "this system has no such switch", "use Linux"),
    (SECCOMP, "the kernel has no system-call filters", "use a Linux kernel with seccomp on x86_64 or aarch64"),
    (LANDLOCK, "the kernel has no Landlock", _KERNEL),
    (MEMORY_CGROUP, "memory is limited for each process, not for the episode", _CGROUP),
    (PROCESS_LIMIT, "this system can't limit processes", "use Linux"),
    (RESOURCE_LIMITS, "switched off", "start without --sandbox off"),
    (CLEAN_PROCESS, "switched off", "start without --sandbox off"),
)


def _in_force(plan: rungs.Plan, config: dict) -> dict:
    apart, guarded, limited = plan.namespaces, plan.guarded, plan.rung != "none"
    return {
        OWN_ROOT: apart,
        OWN_DISK: apart,
        OWN_PID_NAMESPACE: apart,
        OWN_PROC: plan.on[OWN_PROC],
        NO_NETWORK: not config.get("network") and (apart or plan.on[SECCOMP]),
        OWN_IPC_AND_HOSTNAME: apart,
        SHOWN_DATA: limited and not config.get("mounts") or plan.on[SHOWN_DATA],
        UNPRIVILEGED_ZYGOTE: bool(plan.id_map) or plan.rung == "container-user",
        OWN_UID: plan.own_uid,
        NO_CAPABILITIES: guarded,
        NO_NEW_PRIVILEGES: guarded,
        SECCOMP: plan.on[SECCOMP],
        LANDLOCK: plan.on[LANDLOCK],
        MEMORY_CGROUP: plan.on[MEMORY_CGROUP],
        PROCESS_LIMIT: apart or plan.on[SECCOMP],
        RESOURCE_LIMITS: limited,
        CLEAN_PROCESS: limited,
    }


def report(plan: rungs.Plan, config: dict) -> dict:
    """Returns ``{"rung": .., "guards": [{"name", "in_force", "reason", "remedy"}, ..]}``."""
    in_force = _in_force(plan, config)
    refusal = plan.missing.get(ANY)
    guards = []
    for name, default, remedy in _GUARDS:
        reason = plan.missing.get(name)
        if not reason and refusal and default is _SHARED:
            reason = refusal
        if plan.rung == "none":
            reason, remedy = refusal, "start without --sandbox off"
        if name == OWN_PROC and plan.namespaces:
            remedy = _PROC
        if name == NO_NETWORK and config.get("network"):
            reason, remedy = "opened on purpose", "start without --network"
        on = in_force[name]
        guards.append({
            "name": name,
            "in_force": on,
            "reason": None if on else reason or default,
            "remedy": None if on else remedy,
        })
    return {"rung": plan.rung, "guards": guards}


def refused(report_: dict, config: dict) -> list:
    """Returns the guards that are off although nobody asked for that."""
    wanted_off = {NO_NETWORK} if config.get("network") else set()
    return [guard for guard in report_["guards"] if not guard["in_force"] and guard["name"] not in wanted_off]
