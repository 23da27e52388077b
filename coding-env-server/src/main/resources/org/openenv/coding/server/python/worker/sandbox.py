"""The door of the sandbox: ``enter`` turns the launcher into launcher and zygote.

    rungs, trial                      which guards this host can give, found out by trying
    namespaces, newroot, paths        the zygote's world: namespaces, a read-only root, what it shows
    child, disk, pid1                 the episode's: processes, user id, files
    landlock, seccomp                 what it may touch and ask of the kernel; by tables: syscalls, arguments
    metadata                          chmod and its kin where the filter refuses them by path
    limits, cgroups, leftovers        what it may use
    confinement                       the Sandbox: how the zygote forks children and these lock themselves in
    guards, guardnames                the report
    surgeon, tracee, mappings, pages, kept, diskcopy   a copy of a living child, made from outside
    supervisor, removal               the launcher's later life: waits, cleans up
    kernel, process                   system calls by ctypes, and small helpers
"""

from __future__ import annotations

import os

import guards
import namespaces
import paths
import proof
import removal
import rungs
import supervisor
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
    os.umask(0o022)
    config["work_dir"] = work = paths.work_directory(config["run_dir"])
    os.mkdir(work, 0o711)
    try:
        paths.check_mounts(config)
        config["code"], config["links"] = paths.code(), paths.links()
        config["python_works"] = proof.outside()
        plan = rungs.climb_down(config, lambda candidate: trial.attempt(candidate, config))
        report = guards.report(plan, config)
        if config.get("mode") == "strict":
            _require_all(report, config)
    except BaseException as error:
        removal.remove_tree(work)
        if isinstance(error, (Failure, ValueError)):
            raise SandboxError(str(error)) from None
        raise
    supervisor.adopt_orphans()
    done, removals = os.pipe()
    child = namespaces.spawn(plan, config, _report_failure)
    if child:
        close_all_but([0, 2, done])
        supervisor.supervise(child, [config["run_dir"], work], plan.trees, done)
    close_all_but([0, 1, 2, *config["keep_fds"], removals, *plan.descriptors()])
    return Sandbox(plan, config, report, removals)


def _require_all(report: dict, config: dict) -> None:
    refused = guards.refused(report, config)
    if refused:
        lines = [f"{guard['name']}: {guard['reason']}; {guard['remedy']}" for guard in refused]
        raise SandboxError("--sandbox strict wants every guard, and these can't be had here:\n  " + "\n  ".join(lines))


def _report_failure(error: BaseException) -> None:
    os.write(2, f"sandbox: {error}\n".encode())
