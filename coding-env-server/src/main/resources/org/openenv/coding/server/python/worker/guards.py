"""The report: every guard by name, in force or not, and if not, why and how to get it. In plain words, in a fixed order."""

from __future__ import annotations

import rungs

_NAMESPACES = (
    "start the server as root, or let it make user namespaces: as an ordinary user on a host that allows them"
    " (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns); in a container with a seccomp"
    " profile that permits unshare, clone, setns, mount, umount2 and pivot_root (docs/security.md)"
)
_ROOT = "start the server as root"
_KERNEL = "use a Linux kernel of 5.13 or later with Landlock enabled (lsm=...,landlock)"
_CGROUP = "run where the server may make control groups with the memory and pids controllers: as root, or delegated to its user"

_SHARED = "there are no namespaces on this rung"

# name, default reason, remedy; in the order of the report
_GUARDS = (
    ("own-root", _SHARED, _NAMESPACES),
    ("own-disk", _SHARED, _NAMESPACES),
    ("own-pid-namespace", _SHARED, _NAMESPACES),
    ("own-proc", _SHARED, _NAMESPACES),
    ("no-network", "nothing here can refuse sockets", _NAMESPACES),
    ("own-ipc-and-hostname", _SHARED, _NAMESPACES),
    ("unprivileged-zygote", "the process that starts the episodes keeps the server's privileges", _NAMESPACES),
    ("own-uid", "only root can give each episode a user id of its own", _ROOT),
    ("no-capabilities", "this system has none to drop", "use Linux"),
    ("no-new-privileges", "this system has no such switch", "use Linux"),
    ("seccomp", "the kernel has no system-call filters", "use a Linux kernel with seccomp on x86_64 or aarch64"),
    ("landlock", "the kernel has no Landlock", _KERNEL),
    ("memory-cgroup", "memory is limited for each process, not for the episode", _CGROUP),
    ("process-limit", "this system can't limit processes", "use Linux"),
    ("resource-limits", "switched off", "start without --sandbox off"),
    ("clean-process", "switched off", "start without --sandbox off"),
)


def _in_force(plan: rungs.Plan, config: dict) -> dict:
    apart, guarded, limited = plan.namespaces, plan.guarded, plan.rung != "none"
    return {
        "own-root": apart,
        "own-disk": apart,
        "own-pid-namespace": apart,
        "own-proc": plan.on["own-proc"],
        "no-network": not config.get("network") and (apart or plan.on["seccomp"]),
        "own-ipc-and-hostname": apart,
        "unprivileged-zygote": bool(plan.id_map) or plan.rung == "container-user",
        "own-uid": plan.own_uid,
        "no-capabilities": guarded,
        "no-new-privileges": guarded,
        "seccomp": plan.on["seccomp"],
        "landlock": plan.on["landlock"],
        "memory-cgroup": plan.on["memory-cgroup"],
        "process-limit": apart or plan.on["seccomp"],
        "resource-limits": limited,
        "clean-process": limited,
    }


def report(plan: rungs.Plan, config: dict) -> dict:
    """Returns ``{"rung": .., "guards": [{"name", "in_force", "reason", "remedy"}, ..]}``."""
    in_force = _in_force(plan, config)
    refusal = plan.missing.get("*")
    guards = []
    for name, default, remedy in _GUARDS:
        reason = plan.missing.get(name)
        if not reason and refusal and default is _SHARED:
            reason = refusal
        if plan.rung == "none":
            reason, remedy = refusal, "start without --sandbox off"
        if name == "no-network" and config.get("network"):
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
    wanted_off = {"no-network"} if config.get("network") else set()
    return [guard for guard in report_["guards"] if not guard["in_force"] and guard["name"] not in wanted_off]
