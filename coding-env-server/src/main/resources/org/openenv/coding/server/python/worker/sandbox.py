"""The door of the sandbox: ``enter`` turns the launcher into launcher and zygote; the Sandbox it returns confines children.

What protects an episode, in the order in which a child gives things up (``confine``): a session of its own, the control
group, its mounts, its identity and capabilities, the file rules, inherited descriptors, the resource limits, and the
system-call filter last. Any failure raises, and a child that could not be confined must end without serving anybody.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys

import cgroups
import guards
import keeper
import kernel
import landlock
import limits as resource_limits
import namespaces
import newroot
import rungs
import seccomp
from rungs import Failure, Need, Plan

_TRIAL_SECONDS = 15


class SandboxError(Exception):
    """The sandbox that was asked for can't be had on this host. The text says what is missing, and what helps."""


def enter(config: dict) -> Sandbox:
    """Picks the best rung this host allows, and forks the zygote into it. Returns in the zygote only.

    The calling process stays behind as launcher: it ends when the zygote has ended, with its status, after removing
    ``config["run_dir"]``. Raises SandboxError, in the caller, if no rung will do.
    """
    work = config["run_dir"] + "-work"
    os.mkdir(work, 0o711)
    try:
        newroot.check_mounts(config)
        plan = rungs.climb_down(config, lambda candidate: _try(candidate, config))
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
        _close_all_but([0, 2, done, *(plan.trees.fds if plan.trees else ())])
        keeper.keep(child, [config["run_dir"], work], plan.trees, done)
    _close_all_but([0, 1, 2, *config["keep_fds"], chores, *plan.descriptors()])
    return Sandbox(plan, config, report, chores)


def _require_all(report: dict, config: dict) -> None:
    refused = guards.refused(report, config)
    if refused:
        lines = [f"{guard['name']}: {guard['reason']}; {guard['remedy']}" for guard in refused]
        raise SandboxError("--sandbox strict wants every guard, and these can't be had here:\n  " + "\n  ".join(lines))


def _complain(error: BaseException) -> None:
    os.write(2, f"sandbox: {error}\n".encode())


def _try(plan: Plan, config: dict):
    """Carries a plan through to a confined child in processes of no further use. Returns the Failure, or None."""
    if not plan.guarded:
        return None
    if plan.on["memory-cgroup"]:
        try:
            plan.trees = cgroups.Trees(plan.first_uid if plan.id_map == "range" else os.geteuid())
        except OSError as error:
            return Failure("memory-cgroup", error.strerror)
    heard, say = os.pipe()
    pid = namespaces.spawn(plan, config, lambda error: _say(say, error))
    if pid == 0:
        _rehearse(plan, config, say)
    os.close(say)
    failure = _listen(heard, pid)
    os.close(heard)
    if failure and plan.trees:
        plan.trees.remove()
        plan.trees = None
    return failure


def _say(descriptor: int, error: BaseException) -> None:
    guard = error.guard if isinstance(error, Failure) else "*"
    reason = error.reason if isinstance(error, Failure) else f"{type(error).__name__}: {error}"
    os.write(descriptor, f"{guard}\0{reason}".encode())


def _rehearse(plan: Plan, config: dict, say: int) -> None:
    try:
        box = Sandbox(plan, config, {}, None)
        box.prepare()
        child = box.fork(0)
        if child == 0:
            try:
                box.confine(0, [say], config["limits"])
                os.write(say, b"ok")
            except BaseException as error:
                _say(say, error)
            os._exit(0)
        box.reaped(0, child, os.waitpid(child, 0)[1])
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
        said = b"*\0the trial did not come to an end"
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    if said == b"ok":
        return None
    guard, _, reason = said.decode(errors="replace").partition("\0")
    return Failure(guard or "*", reason or "the trial ended without a word")


def _close_all_but(kept) -> None:
    kept = sorted(set(kept))
    low = 0
    for descriptor in kept:
        if low < descriptor:  # an empty range below 0 would be taken for all there are
            os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, max(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))


class Sandbox:
    """What the zygote has in its hands. One thread; slots are small numbers, one for each living child."""

    def __init__(self, plan: Plan, config: dict, report: dict, chores):
        self.report = report
        self.home = newroot.HOME
        self._plan = plan
        self._config = config
        self._chores = chores
        self._counts = {}  # slot: what its control group had counted when its last child ended
        self._work = {}  # slot: the work directory, where that is one of the host
        self._serial = 0
        self._filter = None
        self._rules = None
        self._ruleset = None
        self._own_network = False
        self._environment = {"USER": newroot.USER, "LOGNAME": newroot.USER}
        if not plan.namespaces:
            self._check_mounts()

    def _check_mounts(self) -> None:
        for source, place, *_ in self._config.get("mounts", []):
            if os.path.normpath(source) != os.path.normpath(place):
                raise Failure("mounts", f"without namespaces, {source} can only be shown under its own path")

    def prepare(self) -> None:
        """Makes everything that children share. Called once, after the zygote's imports and before the first fork."""
        plan, network = self._plan, bool(self._config.get("network"))
        if plan.rung != "none":
            resource_limits.forbid()
        if not plan.guarded:
            return
        with Need("no-new-privileges"):
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.empty_bounding_set()
        if plan.on["seccomp"]:
            with Need("seccomp"):
                program = seccomp.build(not plan.namespaces, network, plan.on["memory-cgroup"])
                self._filter = seccomp.Filter(program)
        if plan.on["landlock"]:
            with Need("landlock"):
                self._prepare_landlock(network)
        scoped = plan.on["landlock"] and plan.abi >= landlock.SCOPED
        self._own_network = plan.namespaces and not network and not scoped

    def _prepare_landlock(self, network: bool) -> None:
        plan = self._plan
        plan.abi = landlock.version()
        if not plan.namespaces:
            self._rules = newroot.shared_places(self._config)
            return
        if plan.abi < landlock.RENAMES:
            raise OSError("this kernel's Landlock would forbid moving files between directories")
        rules = [("/", landlock.READ), ("/dev", landlock.DEVICE), (os.path.dirname(newroot.DISK), landlock.WRITE)]
        self._ruleset = landlock.ruleset(plan.abi, rules, network)

    def fork(self, slot: int) -> int:
        """Forks a child for a free slot; returns its pid, and 0 in it. The child has to call ``confine`` next."""
        if self._plan.trees:
            self._plan.trees.limit(slot, self._config["limits"])
        if not self._plan.namespaces:
            self._make_work_directory(slot)
        return namespaces.fork(self._plan)

    def _make_work_directory(self, slot: int) -> None:
        self._serial += 1
        path = f"{self._config['run_dir']}-work/{os.getpid()}-{self._serial}"
        os.mkdir(path, 0o700)
        self._work[slot] = path
        if self._plan.own_uid:
            uid = namespaces.uid_of(self._plan, slot)
            os.chown(path, uid, -1)

    def confine(self, slot: int, keep_fds: list, limits: dict) -> None:
        """In the child: gives up everything but the episode's own. Descriptors 0 to 2 and ``keep_fds`` stay."""
        plan = self._plan
        zygote = os.getppid()
        _forget_signals()
        os.setsid()  # or a signal to process group 0 would reach the zygote, across process namespaces
        if plan.trees:
            with Need("memory-cgroup"):
                plan.trees.join(slot)
        uid = namespaces.uid_of(plan, slot)
        if plan.namespaces:
            namespaces.enter_child(plan, uid, limits, self._own_network)
        if plan.guarded:
            uid = namespaces.become_user(plan, uid)
            kernel.prctl(kernel.PR_SET_DUMPABLE, int(plan.namespaces))  # its own /proc belongs to it, or nobody's does
        if not plan.namespaces:
            _follow(zygote)
        with Need("own-disk"):
            self._settle(slot, uid)
        if plan.on["landlock"]:
            with Need("landlock"):
                self._enter_landlock()
        _close_all_but([0, 1, 2, *keep_fds])
        if plan.rung != "none":
            with Need("resource-limits"):
                resource_limits.lower(self._applicable(limits))
        if self._filter:
            with Need("seccomp"):
                self._filter.install()

    def _settle(self, slot: int, uid: int) -> None:
        if self._plan.namespaces:
            newroot.furnish_disk(uid, os.getgid())
        else:
            self.home = self._work[slot] + "/home"
            temporary = self._work[slot] + "/tmp"
            os.mkdir(self.home, 0o700)
            os.mkdir(temporary, 0o700)
            os.chdir(self.home)
            self._environment["TMPDIR"] = temporary
            if "tempfile" in sys.modules:
                sys.modules["tempfile"].tempdir = None  # it may have settled on the zygote's
        for name, value in {"HOME": self.home, **self._environment}.items():
            os.environ.setdefault(name, value)

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
        if self._plan.rung != "none":
            resource_limits.lower(self._applicable(limits))

    def limit(self, slot: int, limits: dict) -> None:
        """In the zygote: sets the limits of a living child's control group; the slot's next child has its own again."""
        if self._plan.trees:
            self._plan.trees.limit(slot, {**self._config["limits"], **limits})

    def kill(self, slot: int, pid: int, number: int) -> None:
        """Signals a child and its process group. SIGKILL ends everything the episode has started. Tolerates the dead."""
        for send in (os.killpg, os.kill):
            try:
                send(pid, number)
                if number != signal.SIGKILL:
                    return
            except OSError:
                pass  # no such group yet, or no such process any more

    def reaped(self, slot: int, pid: int, status: int) -> dict:
        """Frees what a dead child's slot held. Returns evidence: ``oom`` and ``pids`` say whether the limit struck."""
        if not self._plan.namespaces:
            self.kill(slot, pid, signal.SIGKILL)  # its process group may have outlived it
            self._discard(self._work.pop(slot, None))
        if not self._plan.trees:
            return {}
        now, before = self._plan.trees.counts(slot), self._counts.get(slot, {})
        self._counts[slot] = now
        evidence = {key: now.get(key, 0) > before.get(key, 0) for key in ("oom", "pids")}
        evidence["peak_bytes"] = now.get("peak_bytes", 0)
        return evidence

    def _discard(self, path) -> None:
        if path and self._chores is None:
            keeper.remove_tree(path)
        elif path:  # may take long, and the zygote has no time
            os.write(self._chores, os.path.basename(path).encode() + b"\n")


def _forget_signals() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _follow(zygote: int) -> None:
    """Has the child end with the zygote, where no process namespace sees to that."""
    if kernel.available:
        kernel.die_with_parent(signal.SIGKILL)
        if os.getppid() != zygote:
            os._exit(70)
