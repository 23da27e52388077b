"""Control groups: limits for all processes of an episode together, and certain evidence of which limit killed it.

The launcher makes one group per server start, as far as the host lets it, and hands it to the zygote's user id. The zygote
makes one group per slot in it and uses that again for the slot's next episode: fresh groups would linger in the kernel.
Joining can take milliseconds, so a child joins while the pool is filled. Version 1 has one tree per resource, version 2 one
for all.
"""

from __future__ import annotations

import os
import time

import kernel
import leftovers

_MOUNTS = "/sys/fs/cgroup"
_V1 = {
    "memory": [("memory_bytes", "memory.limit_in_bytes"), ("swap", "memory.swappiness")],
    "pids": [("processes", "pids.max")],
}
_V2 = [("memory_bytes", "memory.max"), ("swap", "memory.swap.max"), ("processes", "pids.max")]
_EVIDENCE = {  # file: the line that counts (the whole file where it is ""), key of the evidence
    "memory.oom_control": ("oom_kill", "oom"),
    "memory.events": ("oom_kill", "oom"),
    "memory.max_usage_in_bytes": ("", "peak_bytes"),
    "memory.peak": ("", "peak_bytes"),
}
_RESET = "memory.max_usage_in_bytes"  # where the peak can be forgotten by writing to it


def _own_places() -> dict:
    """Returns this process's group of each tree: {"memory": path, "pids": path} or {"": path of version 2}."""
    places = {}
    with open("/proc/self/cgroup", encoding="utf-8") as lines:
        for line in lines:
            _, controllers, path = line.rstrip("\n").split(":", 2)
            for controller in controllers.split(","):
                places[controller] = path
    return places


def _candidates() -> list:
    """Returns ``(directory to make a group in, files to set)``, the best first."""
    places = _own_places()
    if "memory" in places and "pids" in places:  # in a container the path is the host's, and the mount begins at it
        own = [[(f"{_MOUNTS}/{name}{places[name].rstrip('/')}", files) for name, files in _V1.items()]]
        return own + [[(f"{_MOUNTS}/{name}", files) for name, files in _V1.items()]]
    own = places.get("", "/")
    return [[(_MOUNTS + parent.rstrip("/"), _V2)] for parent in (os.path.dirname(own), "/")]


def _read(path: str, dir_fd: int) -> str:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=dir_fd)
    try:
        return os.read(descriptor, 4096).decode()
    finally:
        os.close(descriptor)


class Trees:
    """The server's group in each tree. Made by the launcher, used by the zygote, removed by the launcher."""

    def __init__(self, owner: int):
        """Makes the groups and gives them to a user id. Raises OSError, with nothing left behind, where it can't."""
        reason = OSError(0, "this host has no control groups")
        for candidate in _candidates():
            self.paths, self.files, self.fds, self.slots, self.evidence = [], [], [], {}, {}
            try:
                for parent, files in candidate:
                    self._make(parent, files, owner)
                return
            except OSError as error:
                reason = OSError(error.errno, f"no control group can be made in {candidate[0][0]}: {error.strerror}")
                self.remove()
        raise reason

    @classmethod
    def opened(cls, fds: list, version: int):
        """Another process's groups, by the descriptors of their directories; for ``limit``, ``join`` and ``counts``."""
        trees = cls.__new__(cls)
        trees.paths, trees.fds, trees.slots, trees.evidence = [], fds, {}, {}
        trees.files = [_V2] if version == 2 else list(_V1.values())
        return trees

    @property
    def version(self) -> int:
        return 2 if self.files[0] is _V2 else 1

    def _make(self, parent: str, files: list, owner: int) -> None:
        leftovers.remove_stale(parent)
        path = f"{parent}/{leftovers.name()}"
        os.mkdir(path, 0o755)
        self.paths.append(path)
        if files is _V2:
            kernel.write(path + "/cgroup.subtree_control", "+memory +pids")
            os.mkdir(path + "/zygote")
        for place, _, names in os.walk(path):
            os.chown(place, owner, -1)
            for name in {"cgroup.procs", "cgroup.subtree_control"}.intersection(names):
                os.chown(f"{place}/{name}", owner, -1)
        self.files.append(files)
        self.fds.append(os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC))

    def adopt(self, pid: int) -> None:
        """Version 2: takes the zygote's parent in, because processes move only inside a tree that one owns."""
        for path, files in zip(self.paths, self.files):
            if files is _V2:
                kernel.write(path + "/zygote/cgroup.procs", str(pid))

    def limit(self, slot: int, limits: dict) -> None:
        """Makes the slot's groups where they are missing and sets their limits."""
        wanted = {"memory_bytes": limits["memory_bytes"], "processes": limits["processes"] + 1, "swap": 0}
        if self.slots.get(slot) == wanted:
            return
        for fd, files in zip(self.fds, self.files):
            if slot not in self.slots:
                try:
                    os.mkdir(f"s{slot}", 0o755, dir_fd=fd)
                except FileExistsError:
                    pass  # the trial's
            for key, name in files:
                _set(f"s{slot}/{name}", wanted[key], fd)
        self.slots[slot] = wanted

    def join(self, slot: int) -> None:
        """Moves the calling process into the slot's groups."""
        for fd in self.fds:
            kernel.write(f"s{slot}/cgroup.procs", "0", dir_fd=fd)

    def counts(self, slot: int) -> dict:
        """Returns how often the slot's limits struck since it exists, and the most memory its last child used."""
        counts = {}
        if slot not in self.evidence:
            self.evidence[slot] = [
                (fd, f"s{slot}/{name}", *what) for fd in self.fds for name, what in _EVIDENCE.items()
                if _exists(f"s{slot}/{name}", fd)]
        for fd, path, wanted, key in self.evidence[slot]:
            for line in _read(path, fd).splitlines():
                name, _, number = line.rpartition(" ")
                if name == wanted:
                    counts[key] = int(number)
            if path.endswith(_RESET):
                kernel.write(path, "0", dir_fd=fd)
        return counts

    def remove(self) -> None:
        """Removes every group; waits a little for processes that are still on their way out."""
        for path in self.paths:
            leftovers.remove(path, time.monotonic() + 2)


def _set(path: str, value: int, fd: int) -> None:
    try:
        kernel.write(path, str(value), dir_fd=fd)
    except FileNotFoundError:
        pass  # a kernel that doesn't count swap


def _exists(path: str, fd: int) -> bool:
    try:
        return bool(os.stat(path, dir_fd=fd))
    except OSError:
        return False
