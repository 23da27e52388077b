"""Trying a rung: the whole way down to a confined child, in processes that are thrown away.

Nothing is believed of a host but what it has just done: user namespaces that may be made but not used, mounts refused in
the middle, limits that can't be set all show here, and before anybody is served.
"""

from __future__ import annotations

import os
import select
import signal

import cgroups
import namespaces
import proof
import removal
from confinement import Sandbox
from guardnames import ANY, MEMORY_CGROUP
from rungs import Failure, Plan

_TRIAL_SECONDS = 15


def attempt(plan: Plan, config: dict):
    """Carries a plan through to a confined child in processes of no further use. Returns the Failure, or None."""
    if not plan.guarded:
        return None
    if plan.on[MEMORY_CGROUP]:
        try:
            plan.trees = cgroups.Trees(plan.first_uid if plan.id_map == "range" else os.geteuid())
        except OSError as error:
            return Failure(MEMORY_CGROUP, error.strerror)
    heard, say = os.pipe()
    pid = namespaces.spawn(plan, config, lambda error: _say(say, error))
    if pid == 0:
        _confine_child(plan, config, say)
    os.close(say)
    failure = _listen(heard, pid)
    os.close(heard)
    if failure and plan.trees:
        plan.trees.remove()
        plan.trees = None
    return failure


def _say(descriptor: int, error: BaseException) -> None:
    guard = error.guard if isinstance(error, Failure) else ANY
    reason = error.reason if isinstance(error, Failure) else f"{type(error).__name__}: {error}"
    os.write(descriptor, f"{guard}\0{reason}".encode())


def _confine_child(plan: Plan, config: dict, say: int) -> None:
    try:
        box = Sandbox(plan, config, {}, None)
        box.prepare()
        forked = box.fork(0, "trial")
        if forked.pid == 0:
            try:
                box.confine(0, [say], config["limits"])
                proof.require(config["python_works"], config["limits"]["processes"])
                os.write(say, b"ok")
            except BaseException as error:
                _say(say, error)
            os._exit(0)
        os.waitpid(forked.pid, 0)
        box.end(*forked)
        if forked.first:
            os.waitpid(forked.first, 0)
        if not plan.namespaces:
            removal.remove_tree(config["work_dir"] + "/trial")
    except BaseException as error:
        _say(say, error)
    os._exit(0)


def _listen(heard: int, pid: int):
    said = b""
    while select.select([heard], [], [], _TRIAL_SECONDS)[0]:
        part = os.read(heard, 4096)
        if not part:
            break
        said += part
    else:
        said = ANY.encode() + b"\0the trial did not come to an end"
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    if said == b"ok":
        return None
    guard, _, reason = said.decode(errors="replace").partition("\0")
    return Failure(guard or ANY, reason or "the trial ended without a word")
