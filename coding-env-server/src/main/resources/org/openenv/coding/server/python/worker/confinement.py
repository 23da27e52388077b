"""The Sandbox: what the zygote holds, and how a child locks itself in.

The order in which a child gives things up (``confine``): a session of its own, the control group, its mounts, its identity
and capabilities, the file rules, inherited descriptors, the resource limits, and the system-call filter last. Any failure
raises, and a child that could not be confined must end without serving anybody.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections import namedtuple

import child
import disk
import kernel
import landlock
import limits as resource_limits
import memory
import metadata
import paths
import process
import refusals
import seccomp
import warm
from guardnames import LANDLOCK, MEMORY_CGROUP, NO_NEW_PRIVILEGES, OWN_DISK, OWN_PROC, RESOURCE_LIMITS, SECCOMP
from rungs import Failure, Need, Plan

Forked = namedtuple("Forked", "pid first")  # first: the first process of its process namespace, or 0


class Sandbox:
    """What the zygote has in its hands. One thread; slots are small numbers, one for each living child."""

    def __init__(self, plan: Plan, config: dict, report: dict, removals):
        self.report = report
        self.removals = removals
        self.home = disk.HOME
        self.memory = memory.Memory()
        self._plan = plan
        self._limits = config["limits"]
        self._network = bool(config.get("network"))
        self._work_dir = config.get("work_dir", "")
        self._work = ""  # the work directory of the child forked last, where that is one of the host
        self._filter = None
        self._rules = []
        self._ruleset = None
        self._own_network = False
        if not plan.namespaces:
            self._check_mounts(config)
            self._rules = paths.rules(config)

    def state(self) -> dict:
        """Returns what ``restored`` needs, in another program that this process becomes; paths of the host only where
        there is no root but the host's."""
        apart = self._plan.namespaces
        return {"plan": self._plan.state(), "work_dir": "" if apart else self._work_dir, "rules": self._rules}

    @classmethod
    def restored(cls, state: dict, limits: dict, network: bool) -> Sandbox:
        box = cls.__new__(cls)
        plan = Plan.restored(state["plan"])
        settings = {"limits": limits, "network": network, "work_dir": state["work_dir"]}
        box.__init__(plan, settings, {}, None)
        box._rules = [tuple(rule) for rule in state["rules"]]
        return box

    def descriptors(self) -> list:
        return self._plan.descriptors()

    @property
    def proc(self) -> int:
        """Returns a descriptor of /proc."""
        if self._plan.proc_fd < 0:
            self._plan.proc_fd = os.open("/proc", os.O_RDONLY | os.O_CLOEXEC)
        return self._plan.proc_fd

    @property
    def namespaces(self) -> bool:
        return self._plan.namespaces

    @property
    def trees(self):
        return self._plan.trees

    @staticmethod
    def _check_mounts(config: dict) -> None:
        for source, place, *_ in config.get("mounts", []):
            if os.path.normpath(source) != os.path.normpath(place):
                raise Failure("mounts", f"without namespaces, {source} can only be shown under its own path")

    def prepare(self) -> None:
        """Makes everything that children share. Called once, after the zygote's imports and before the first fork."""
        plan, network = self._plan, self._network
        resource_limits.forbid()
        self.memory.measure(plan.proc_fd)
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
        self._own_network = plan.namespaces and not network  # or /proc/net/unix would show the names of others' sockets
        if plan.on[SECCOMP]:
            with Need(SECCOMP):
                unix = plan.namespaces and (scoped or self._own_network)  # abstract sockets belong to a network namespace
                policy = seccomp.Policy(not plan.namespaces, network, unix, plan.on[MEMORY_CGROUP])
                self._filter = seccomp.Filter(seccomp.build(policy))
                refusals.know(policy)

    def lend_disk(self) -> None:
        """In the zygote, while it imports: a home and a place for temporary files, as an episode has them."""
        if self._plan.namespaces:
            with Need(OWN_DISK):
                disk.mount_disk(os.getuid(), self._limits)
            self._set_defaults(HOME=self.home)
        else:
            self._work = f"{self._work_dir}/lent"
            os.mkdir(self._work, 0o700)
        self._settle(0, os.getuid())

    def take_disk_back(self) -> None:
        """Leaves nothing of what was written there."""
        os.chdir("/")
        if self._plan.namespaces:
            kernel.unmount_detached(disk.DISK)
        else:
            shutil.rmtree(self._work, ignore_errors=True)

    @staticmethod
    def _set_defaults(**variables) -> None:
        """Sets environment variables that the operator has not set."""
        for name, value in variables.items():
            os.environ.setdefault(name, value)

    def _prepare_landlock(self, network: bool) -> None:
        plan = self._plan
        plan.abi = landlock.version()
        if not plan.namespaces:
            return
        if plan.abi < landlock.RENAMES:
            raise OSError("this kernel's Landlock would forbid moving files between directories")
        rules = [("/", landlock.READ), ("/dev", landlock.DEVICE), (os.path.dirname(disk.DISK), landlock.WRITE)]
        self._ruleset = landlock.ruleset(plan.abi, rules, network)

    def fork(self, slot: int, name: str) -> Forked:
        """Forks a child for a free slot; its pid is 0 in it. The child has to call ``confine`` next.

        Its name is that of its work directory, where that is one of the host.
        """
        if self._plan.trees:
            self._plan.trees.limit(slot, self._limits)
        if not self._plan.namespaces:
            self._make_work_directory(slot, name)
        try:
            return Forked(*child.fork(self._plan))
        except OSError:
            if not self._plan.namespaces:
                os.rmdir(self._work)
            raise

    def _make_work_directory(self, slot: int, name: str) -> None:
        self._work = path = f"{self._work_dir}/{name}"
        os.mkdir(path, 0o700)
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
            self.lower(limits)
        if self._filter:
            if not plan.namespaces:
                metadata.use_descriptors()
            with Need(SECCOMP):
                self._filter.install()

    def _settle(self, slot: int, uid: int) -> None:
        tempfile = warm.find("tempfile")
        if tempfile is not None:
            tempfile.tempdir = None  # it may have settled on the zygote's
        if self._plan.namespaces:
            disk.furnish_disk(uid, os.getgid())
        else:
            self.home = self._work + "/home"
            temporary = self._work + "/tmp"
            os.mkdir(self.home, 0o700)
            os.mkdir(temporary, 0o700)
            os.chdir(self.home)
            self._set_defaults(HOME=self.home, TMPDIR=temporary)

    def _enter_landlock(self) -> None:
        ruleset = self._ruleset
        if ruleset is None:  # the episode's directory differs from child to child
            rules = self._rules + [(os.path.dirname(self.home), landlock.WRITE)]
            ruleset = landlock.ruleset(self._plan.abi, rules, self._network)
        landlock.enter(ruleset)

    def _applicable(self, limits: dict) -> dict:
        """Without a user id or user namespace of its own, a count of processes would count the whole user's."""
        if self._plan.own_uid or self._plan.id_map:
            return limits
        return {key: value for key, value in limits.items() if key != "processes"}

    def lower(self, limits: dict) -> None:
        """In a confined child: lowers its own limits, for an episode that wants less than the server allows."""
        if limits.get("memory_bytes"):
            processes = limits.get("processes") or self._limits["processes"]
            self.memory.limit(limits["memory_bytes"], processes, self._plan.on[MEMORY_CGROUP])
        resource_limits.lower(self._applicable(limits))

    def discard(self, forked: Forked) -> None:
        """In the zygote: ends the child that was forked last, waits for it, and removes what it had."""
        for pid in filter(None, reversed(forked)):  # with the first process of its namespace all others end
            process.send(os.kill, pid, signal.SIGKILL)
        for pid in filter(None, forked):
            os.waitpid(pid, 0)
        if not self._plan.namespaces:
            shutil.rmtree(self._work, ignore_errors=True)

    def resize_disk(self, pid: int, size: int) -> None:
        """In the zygote: gives a living child's disk another size."""
        self._within(pid, lambda: disk.resize(size))

    def measure_disk(self, pid: int) -> tuple:
        """In the zygote: returns bytes used, bytes free and files free on a living child's disk."""
        return self._within(pid, disk.measure)

    def _within(self, pid: int, act):
        """Does something in a child's mount namespace."""
        with kernel.process_descriptor(pid) as theirs:
            kernel.setns(theirs, kernel.CLONE_NEWNS)
            try:
                return act()
            finally:
                kernel.come_back(self._plan.mount_namespace_fd, kernel.CLONE_NEWNS)

    @property
    def copyable(self) -> bool:
        """Whether children are apart enough that one can be made a copy of another."""
        return self._plan.namespaces and self._plan.on[OWN_PROC]

    def join(self, slot: int) -> None:
        """Has the calling process counted with a child."""
        if self._plan.trees:
            self._plan.trees.join(slot)

    def kill(self, pid: int, first: int, number: int) -> None:
        """Signals a child and its process group. SIGKILL ends everything the episode has started. Tolerates the dead."""
        if number == signal.SIGKILL and first:
            process.send(os.kill, first, number)
            return
        reached = process.send(os.killpg, pid, number)
        if not reached or number == signal.SIGKILL:
            process.send(os.kill, pid, number)

    def end(self, pid: int, first: int) -> None:
        """Ends what a child has left running that has just been waited for.

        The first process of its namespace is not waited for here: a program may have seen to it that this takes long.
        """
        if first:
            process.send(os.kill, first, signal.SIGKILL)
        elif self._filter is None:  # it may have started others
            process.send(os.killpg, pid, signal.SIGKILL)
