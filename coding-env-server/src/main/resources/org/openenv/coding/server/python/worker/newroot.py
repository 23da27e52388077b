"""The read-only root that all episodes share: the system and little else.

The root is built once, by the zygote, in its own mount namespace; a child gets a copy of that namespace and mounts its disk
(disk.py). Nothing of the host is there but the system's programs and libraries, harmless lines of /etc,
five devices, and what the operator mounts.
"""

from __future__ import annotations

import functools
import os

import kernel
import paths
import pid1
import shown
from disk import DISK, HIDDEN, NOTHING, TEMPORARY
from guardnames import OWN_PROC, OWN_ROOT, PYTHON, SHOWN_DATA
from rungs import Failure, Need, Plan

INIT = "/run/init"
HOSTNAME = "episode"
_BUILD_AT = ("/sys", "/mnt", "/srv", "/media")  # covered while the new root is put together; nothing comes from there
_FILES = {
    "group": "root:x:0:\nuser:x:{gid}:\nnogroup:x:65534:\n",
    "hosts": f"127.0.0.1 localhost {HOSTNAME}\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}
_LINKS = {
    "/tmp": TEMPORARY, "/dev/shm": TEMPORARY, "/etc/passwd": DISK + "/passwd", "/dev/fd": "/proc/self/fd",
    "/dev/stdin": "/proc/self/fd/0", "/dev/stdout": "/proc/self/fd/1", "/dev/stderr": "/proc/self/fd/2",
}


class _Root:
    """A root under construction at a path of the old one."""

    def __init__(self, base: str):
        self.base = base

    def directory(self, path: str) -> None:
        """Makes a directory of the root itself; never one in a place of the host that is shown in it."""
        existing = self.base + path
        while not os.path.lexists(existing):
            existing = os.path.dirname(existing)
        if existing != self.base + path:
            if os.stat(existing).st_dev != os.stat(self.base).st_dev:
                raise OSError(f"{path} is not there, and lies in a place of the host")
            os.makedirs(self.base + path)

    def bind(self, source: str, path: str) -> None:
        if os.path.isdir(source):
            self.directory(path)
        else:
            self.directory(os.path.dirname(path))
            if not os.path.lexists(self.base + path):
                self.write(path, b"")
        kernel.mount(source, self.base + path, None, kernel.MS_BIND | kernel.MS_REC)

    def write(self, path: str, data: bytes) -> None:
        self.directory(os.path.dirname(path))
        with open(self.base + path, "wb") as file:
            file.write(data)

    def add(self, path: str, line: str) -> None:
        with open(self.base + path, "a", encoding="utf-8") as file:
            file.write("\n" + line)

    def copy(self, path: str, follow: bool = True) -> None:
        """Copies a file, or a directory of files and links; what can't be read is left out."""
        kept_link = os.path.islink(path) and (not follow or os.path.realpath(path).startswith("/usr/"))
        try:
            if kept_link:
                self.directory(os.path.dirname(path))
                os.symlink(os.readlink(path), self.base + path)
            elif os.path.isdir(path) and not os.path.islink(path):
                for name in os.listdir(path):
                    self.copy(f"{path}/{name}", follow=False)
            else:
                with open(path, "rb") as file:
                    self.write(path, file.read())
        except OSError:
            pass

    def make_read_only(self) -> None:
        """Remounts everything in it read-only, keeping the flags that the source's owner has locked."""
        known = {"nosuid": kernel.MS_NOSUID, "nodev": kernel.MS_NODEV, "noexec": kernel.MS_NOEXEC}
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as lines:
            mounts = [line.split(" ") for line in lines]  # number, parent's number, device, root, place, options
        ours = {[mount[0] for mount in mounts if mount[4] == self.base][-1]}  # on top of what was mounted there before
        for number, parent, _, _, place, options, *_ in mounts:
            place = place.replace("\\040", " ").replace("\\134", "\\")
            if parent in ours:
                ours.add(number)
            if number not in ours or place == self.base + "/proc":
                continue
            flags = kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | kernel.MS_NOSUID
            flags |= 0 if place.startswith(self.base + "/dev/") else kernel.MS_NODEV
            for option in options.split(","):
                flags |= known.get(option, 0)
            kernel.mount(None, place, None, flags)


def build(config: dict, plan: Plan, gid: int) -> None:
    """Builds the root and makes it the caller's own. The caller has a mount namespace to itself, and capabilities in it."""
    with Need(OWN_ROOT):
        kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
        base = next(path for path in _BUILD_AT if os.path.isdir(path))
        kernel.mount("tmpfs", base, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=16m,mode=755")
        root = _Root(base)
        _fill(root, config, gid)
    with Need(SHOWN_DATA):
        plan.shown = _show(root, config, plan.on[SHOWN_DATA])
    if plan.on[OWN_PROC]:
        with Need(OWN_PROC):
            root.directory("/proc")
            kernel.mount("proc", base + "/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
        plan.hidden = [name for name in HIDDEN if os.path.exists(f"{base}/proc/{name}")]
    with Need(OWN_ROOT):
        root.make_read_only()
        os.chdir(base)
        kernel.pivot_root(".", ".")  # the old root now lies over the new one, and is taken off
        kernel.unmount_detached(".")
        os.chdir("/")


def _fill(root: _Root, config: dict, gid: int) -> None:
    root.bind("/usr", "/usr")
    for place in paths.system():
        if os.path.islink(place):
            os.symlink(os.readlink(place), root.base + place)
        else:
            root.bind(place, place)
    for name in paths.DEVICES:
        root.bind(f"/dev/{name}", f"/dev/{name}")
    for path in (DISK, "/etc", "/var"):
        root.directory(path)
    root.write(INIT, pid1.program())
    os.chmod(root.base + INIT, 0o755)
    root.write(NOTHING, b"")
    for path in paths.etc(config):
        root.copy(path)
    if config.get("network"):
        for name in paths.ETC_NETWORK:
            root.copy(f"/etc/{name}")
        root.add("/etc/hosts", f"127.0.0.1 {HOSTNAME}\n")
        for path in filter(os.path.isdir, paths.CERTIFICATES):
            root.bind(path, path)
    for name, text in _FILES.items():
        if not os.path.lexists(f"{root.base}/etc/{name}"):
            root.write(f"/etc/{name}", text.format(gid=gid).encode())
    for path, target in _LINKS.items():
        os.symlink(target, root.base + path)
    os.symlink(TEMPORARY, root.base + "/var/tmp")
    for path in config["code"]:
        if paths.is_own(path):
            raise Failure(PYTHON, f"{path}, which Python needs, lies where episodes have files of their own:"
                                  " install it elsewhere, or take another Python (--python)")
        root.bind(config["staged"].get(path, path), path)
    for place, target in config["links"].items():
        if not os.path.lexists(root.base + place) and not paths.is_own(place):
            root.directory(os.path.dirname(place))
            os.symlink(target, root.base + place)


def _show(root: _Root, config: dict, apart: bool) -> list:
    """Shows what the operator wants shown; returns the directories that each episode is to cover with an overlay."""
    places = []
    for source, place, *_ in config.get("mounts", []):
        place = os.path.normpath(place)
        staged = config["staged"].get(source)
        if apart and not staged and not os.path.isdir(source):
            root.directory(shown.STAGE)
            root.directory(shown.EMPTY)
            stage, empty = root.base + shown.STAGE, root.base + shown.EMPTY
            shown.bind_file(source, stage, empty, functools.partial(root.bind, path=place))
            continue
        root.bind(staged or source, place)
        places += [point[len(root.base):] for point in shown.mount_points(root.base + place)]
    if not apart or not places:
        return []
    root.directory(shown.EMPTY)
    return [place for place in dict.fromkeys(places) if os.path.isdir(root.base + place)]
