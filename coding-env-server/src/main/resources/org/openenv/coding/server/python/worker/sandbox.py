"""The door of the sandbox: ``enter`` turns the launcher into launcher and zygote.

    rungs, trial                      which guards this host can give, found out by trying
    namespaces, newroot, places       the zygote's world: namespaces, a read-only root, what it shows
    episode, disk, pid1               the episode's: processes, user id, files
    landlock, seccomp, syscalls       what it may touch and ask of the kernel
    limits, cgroups, leftovers        what it may use
    confinement                       the Sandbox: how the zygote forks children and these lock themselves in
    guards                            the report
    keeper                            the launcher's later life: waits, cleans up
    kernel, process                   system calls by ctypes, and small helpers
"""

from __future__ import annotations

import os

import guards
import keeper
import namespaces
import places
import rungs
import trial
from confinement import Sandbox
from process import close_all_but
from rungs import Failure


class SandboxError(Exception):
    """The sandbox that was asked for can't be had on this host. The text says what is missing, and what helps."""


def enter(config: dict) -> Sandbox:
    """Picks the best rung this host allows, and forks the zygote into it. Returns in the zygote only.

    The calling process stays behind as launcher: it ends when the zygote has ended, with its status, after removing
    ``config["run_dir"]``. Raises SandboxError, in the caller, if no rung will do.
    """
    work = config["run_dir"] + "-work"
    os.umask(0o022)
    os.mkdir(work, 0o711)
    try:
        places.check_mounts(config)
        plan = rungs.climb_down(config, lambda candidate: trial.attempt(candidate, config))
        report = guards.report(plan, config)
        if config.get("mode") == "strict":
            _require_all(report, config)
    except BaseException as error:
        keeper.remove_tree(work)
        if isinstance(error, (Failure, ValueError)):
            raise SandboxError(str(error)) from None
        raise
    keeper.adopt_orphans()
    done, chores = os.pipe()
    child = namespaces.spawn(plan, config, _complain)
    if child:
        close_all_but([0, 2, done])
        keeper.keep(child, [config["run_dir"], work], plan.trees, done)
    close_all_but([0, 1, 2, *config["keep_fds"], chores, *plan.descriptors()])
    return Sandbox(plan, config, report, chores)


def _require_all(report: dict, config: dict) -> None:
    refused = guards.refused(report, config)
    if refused:
        lines = [f"{guard['name']}: {guard['reason']}; {guard['remedy']}" for guard in refused]
        raise SandboxError("--sandbox strict wants every guard, and these can't be had here:\n  " + "\n  ".join(lines))


def _complain(error: BaseException) -> None:
    os.write(2, f"sandbox: {error}\n".encode())
