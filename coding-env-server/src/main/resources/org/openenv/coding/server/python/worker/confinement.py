"""The Sandbox: what the zygote holds, and how a child locks itself in.

The order in which a child gives things up (``confine``): a session of its own, the control group, its mounts, its identity
and capabilities, the file rules, inherited descriptors, the resource limits, and the system-call filter last. Any failure
raises, and a child that could not be confined must end without serving anybody.
"""

from __future__ import annotations

import os
import signal
import sys

import child
import disk
import kernel
import landlock
import limits as resource_limits
import metadata
import paths
import process
import refusals
import removal
import seccomp
from guardnames import LANDLOCK, MEMORY_CGROUP, NO_NEW_PRIVILEGES, OWN_DISK, RESOURCE_LIMITS, SECCOMP
from rungs import Failure, Need, Plan


class Sandbox:
    """What the zygote has in its hands. One thread; slots are small numbers, one for each living child."""

    def __init__(self, plan: Plan, config: dict, report: dict, removals):
        self.report = report
        self.home = disk.HOME
        self._plan = plan
        self._config = config
        self._removals = removals
        self._counts = {}  # slot: what its control group had counted when its last child ended
        self._first = {}  # slot: the first process of its child's namespace
        self._work = {}  # slot: the work directory, where that is one of the host
        self._serial = 0
        self._filter = None
        self._rules = None
        self._ruleset = None
        self._own_network = False
        if not plan.namespaces:
            self._check_mounts()

    def _check_mounts(self) -> None:
        for source, place, *_ in self._config.get("mounts", []):
            if os.path.normpath(source) != os.path.normpath(place):
                raise Failure("mounts", f"without namespaces, {source} can only be shown under its own path")

    def prepare(self) -> None:
        """Makes everything that children share. Called once, after the zygote's imports and before the first fork."""
        plan, network = self._plan, bool(self._config.get("network"))
        resource_limits.forbid()
        self._set_defaults(USER=disk.USER, LOGNAME=disk.USER)
        if plan.namespaces:
            self._set_defaults(HOME=self.home)
        if not plan.guarded:
            return
        with Need(NO_NEW_PRIVILEGES):
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.empty_bounding_set()
        if plan.on[LANDLOCK]:
            with Need(LANDLOCK):
                self._prepare_landlock(network)
        scoped = plan.on[LANDLOCK] and plan.abi >= landlock.SCOPED
        self._own_network = plan.namespaces and not network and not scoped
        if plan.on[SECCOMP]:
            with Need(SECCOMP):
                unix = plan.namespaces and (scoped or self._own_network)  # abstract sockets belong to a network namespace
                policy = seccomp.Policy(not plan.namespaces, network, unix, plan.on[MEMORY_CGROUP])
                self._filter = seccomp.Filter(seccomp.build(policy))
                refusals.know(policy)

    @staticmethod
    def _set_defaults(**variables) -> None:
        """Sets environment variables that the operator has not set."""
        for name, value in variables.items():
            os.environ.setdefault(name, value)

    def _prepare_landlock(self, network: bool) -> None:
        plan = self._plan
        plan.abi = landlock.version()
        if not plan.namespaces:
            self._rules = paths.rules(self._config)
            return
        if plan.abi < landlock.RENAMES:
            raise OSError("this kernel's Landlock would forbid moving files between directories")
        rules = [("/", landlock.READ), ("/dev", landlock.DEVICE), (os.path.dirname(disk.DISK), landlock.WRITE)]
        self._ruleset = landlock.ruleset(plan.abi, rules, network)

    def fork(self, slot: int) -> int:
        """Forks a child for a free slot; returns its pid, and 0 in it. The child has to call ``confine`` next."""
        if self._plan.trees:
            self._plan.trees.limit(slot, self._config["limits"])
        if not self._plan.namespaces:
            self._make_work_directory(slot)
        pid, first = child.fork(self._plan)
        if first and pid:
            self._first[slot] = first
        return pid

    def _make_work_directory(self, slot: int) -> None:
        self._serial += 1
        path = f"{self._config['work_dir']}/{os.getpid()}-{self._serial}"
        os.mkdir(path, 0o700)
        self._work[slot] = path
        if self._plan.own_uid:
            uid = child.uid_of(self._plan, slot)
            os.chown(path, uid, -1)

    def confine(self, slot: int, keep_fds: list, limits: dict) -> None:
        """In the child: gives up everything but the episode's own. Descriptors 0 to 2 and ``keep_fds`` stay."""
        plan = self._plan
        zygote = os.getppid()
        process.forget_signals()
        os.setsid()  # or a signal to process group 0 would reach the zygote, across process namespaces
        if plan.trees:
            with Need(MEMORY_CGROUP):
                plan.trees.join(slot)
        uid = child.uid_of(plan, slot)
        if plan.namespaces:
            child.enter_child(plan, uid, limits, self._own_network)
        if plan.guarded:
            uid = child.become_user(plan, uid)
            kernel.prctl(kernel.PR_SET_DUMPABLE, int(plan.namespaces))  # its own /proc belongs to it, or nobody's does
        if not plan.namespaces:
            process.follow(zygote)
        with Need(OWN_DISK):
            self._settle(slot, uid)
        if plan.on[LANDLOCK]:
            with Need(LANDLOCK):
                self._enter_landlock()
        process.close_all_but([0, 1, 2, *keep_fds])
        with Need(RESOURCE_LIMITS):
            resource_limits.lower(self._applicable(limits))
        if self._filter:
            if not plan.namespaces:
                metadata.use_descriptors()
            with Need(SECCOMP):
                self._filter.install()

    def _settle(self, slot: int, uid: int) -> None:
        if self._plan.namespaces:
            disk.furnish_disk(uid, os.getgid())
        else:
            self.home = self._work[slot] + "/home"
            temporary = self._work[slot] + "/tmp"
            os.mkdir(self.home, 0o700)
            os.mkdir(temporary, 0o700)
            os.chdir(self.home)
            self._set_defaults(HOME=self.home, TMPDIR=temporary)
            if "tempfile" in sys.modules:
                sys.modules["tempfile"].tempdir = None  # it may have settled on the zygote's

    def _enter_landlock(self) -> None:
        ruleset = self._ruleset
        if ruleset is None:  # the episode's directory differs from child to child
            rules = self._rules + [(os.path.dirname(self.home), landlock.WRITE)]
            ruleset = landlock.ruleset(self._plan.abi, rules, bool(self._config.get("network")))
        landlock.enter(ruleset)

    def _applicable(self, limits: dict) -> dict:
        """Without a user id or user namespace of its own, a count of processes would count the whole user's."""
        if self._plan.own_uid or self._plan.id_map:
            return limits
        return {key: value for key, value in limits.items() if key != "processes"}

    def lower(self, limits: dict) -> None:
        """In a confined child: lowers its own limits, for an episode that wants less than the server allows."""
        resource_limits.lower(self._applicable(limits))

    def limit(self, slot: int, limits: dict) -> None:
        """In the zygote: sets the limits of a living child's control group; the slot's next child has its own again."""
        if self._plan.trees:
            self._plan.trees.limit(slot, {**self._config["limits"], **limits})

    def kill(self, slot: int, pid: int, number: int) -> None:
        """Signals a child and its process group. SIGKILL ends everything the episode has started. Tolerates the dead."""
        if number == signal.SIGKILL and slot in self._first:
            return process.send(os.kill, self._first[slot], number)
        reached = process.send(os.killpg, pid, number)
        if not reached or number == signal.SIGKILL:
            process.send(os.kill, pid, number)

    def end(self, slot: int, pid: int) -> int:
        """Ends what a dead child has left running. Call it once the child has been waited for.

        Returns the process to be waited for before ``freed``, 0 if there is none. It is not waited for here: a program may
        have seen to it that it takes long.
        """
        first = self._first.pop(slot, 0)
        if first:
            process.send(os.kill, first, signal.SIGKILL)
        elif self._filter is None:  # it may have started others
            process.send(os.killpg, pid, signal.SIGKILL)
        return first

    def freed(self, slot: int) -> dict:
        """Frees what the slot of an ended child held.

        Returns evidence, where control groups are in force: ``oom`` and ``pids`` say whether the limit struck,
        ``peak_bytes`` is the most memory the episode used.
        """
        self._discard(self._work.pop(slot, None))
        if not self._plan.trees:
            return {}
        now, before = self._plan.trees.counts(slot), self._counts.get(slot, {})
        self._counts[slot] = now
        evidence = {key: now.get(key, 0) > before.get(key, 0) for key in ("oom", "pids")}
        evidence["peak_bytes"] = now.get("peak_bytes", 0)
        return evidence

    def _discard(self, path) -> None:
        if path and self._removals is None:
            removal.remove_tree(path)
        elif path:  # may take long, and the zygote has no time
            os.write(self._removals, os.path.basename(path).encode() + b"\n")
