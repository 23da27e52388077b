"""The file system an episode sees: a read-only minimal root shared by all, and a private disk of its own.

The root is built once, by the zygote, in its own mount namespace; a child gets a copy of that namespace and mounts its disk,
a tmpfs that vanishes with it. Nothing of the host is there but the system's programs and libraries, harmless lines of /etc,
five devices, and what the operator mounts.
"""

from __future__ import annotations

import os
import sys

import kernel
import landlock
from rungs import Need

DISK = "/run/episode"  # its parent is where the Landlock rule for the disk lives
HOME, TEMPORARY = DISK + "/home", DISK + "/tmp"
USER = "user"

_BUILD_AT = ("/sys", "/mnt", "/srv", "/media")  # covered while the new root is put together; nothing comes from there
_DEVICES = ("null", "zero", "full", "random", "urandom")
_ETC = (
    "ld.so.cache", "localtime", "timezone", "mime.types", "os-release", "protocols", "services", "alternatives",
    f"python{sys.version_info[0]}.{sys.version_info[1]}", f"python{sys.version_info[0]}", "ssl/openssl.cnf",
)
_ETC_NETWORK = ("resolv.conf", "hosts")
_CERTIFICATES = ("/etc/ssl/certs", "/etc/pki/tls/certs", "/etc/pki/ca-trust")
_FILES = {
    "group": "root:x:0:\nuser:x:{gid}:\nnogroup:x:65534:\n",
    "hosts": "127.0.0.1 localhost episode\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}
_LINKS = {
    "/tmp": TEMPORARY, "/dev/shm": TEMPORARY, "/etc/passwd": DISK + "/passwd", "/dev/fd": "/proc/self/fd",
    "/dev/stdin": "/proc/self/fd/0", "/dev/stdout": "/proc/self/fd/1", "/dev/stderr": "/proc/self/fd/2",
}
_OWN_PLACES = ("/tmp", "/proc", "/dev", "/run", "/etc", "/var/tmp")


def code_places(config: dict) -> list:
    """Returns the directories outside the system's own that this interpreter needs, outermost only."""
    found = [sys.prefix, sys.base_prefix, sys.exec_prefix, *config.get("code_dirs", [])]
    found = {os.path.realpath(path) for path in found if os.path.isabs(path)}
    system = ("/usr", *(os.path.realpath(path) for path in _system_places()))
    outside = [path for path in sorted(found) if os.path.isdir(path) and not _inside(path, system) and path != "/"]
    return [path for path in outside if not _inside(path, [other for other in outside if other != path])]


def _inside(path: str, places) -> bool:
    return any(path == place or path.startswith(place + "/") for place in places)


def _system_places() -> list:
    return [f"/{name}" for name in sorted(os.listdir("/")) if name in ("bin", "sbin") or name.startswith("lib")]


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


def build(config: dict, proc: bool, gid: int) -> None:
    """Builds the root and makes it the caller's own. The caller has a mount namespace to itself, and capabilities in it."""
    with Need("own-root"):
        kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
        base = next(path for path in _BUILD_AT if os.path.isdir(path))
        kernel.mount("tmpfs", base, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=16m,mode=755")
        root = _Root(base)
        _fill(root, config, gid)
    if proc:
        with Need("own-proc"):
            root.directory("/proc")
            kernel.mount("proc", base + "/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    with Need("own-root"):
        root.make_read_only()
        os.chdir(base)
        kernel.pivot_root(".", ".")  # the old root now lies over the new one, and is taken off
        kernel.unmount_detached(".")
        os.chdir("/")


def _fill(root: _Root, config: dict, gid: int) -> None:
    root.bind("/usr", "/usr")
    for place in _system_places():
        if os.path.islink(place):
            os.symlink(os.readlink(place), root.base + place)
        else:
            root.bind(place, place)
    for name in _DEVICES:
        root.bind(f"/dev/{name}", f"/dev/{name}")
    for path in (DISK, "/etc", "/var"):
        root.directory(path)
    for name in _ETC:
        root.copy(f"/etc/{name}")
    if config.get("network"):
        for name in _ETC_NETWORK:
            root.copy(f"/etc/{name}")
        for path in filter(os.path.isdir, _CERTIFICATES):
            root.bind(path, path)
    for name, text in _FILES.items():
        if not os.path.lexists(f"{root.base}/etc/{name}"):
            root.write(f"/etc/{name}", text.format(gid=gid).encode())
    for path, target in _LINKS.items():
        os.symlink(target, root.base + path)
    os.symlink(TEMPORARY, root.base + "/var/tmp")
    shown = [(path, path) for path in code_places(config)]
    for source, place in shown + [(mount[0], mount[1]) for mount in config.get("mounts", [])]:
        root.bind(source, os.path.normpath(place))


def shared_places(config: dict) -> list:
    """Returns Landlock rules for what an episode may read where there is no root of its own."""
    files = [f"/etc/{name}" for name in _ETC + (_ETC_NETWORK if config.get("network") else ())]
    shown = [mount[0] for mount in config.get("mounts", [])]
    read = ["/usr", *_system_places(), *files, *code_places(config), *shown]
    return [(path, landlock.READ) for path in read] + [(f"/dev/{name}", landlock.DEVICE) for name in _DEVICES]


def check_mounts(config: dict) -> None:
    """Raises ValueError if something that the operator wants shown is not there, or wanted where it can't be."""
    for source, place, *_ in config.get("mounts", []):
        if not os.path.exists(source):
            raise ValueError(f"there is no {source} to mount")
        normal = os.path.normpath(place)
        if not os.path.isabs(place) or normal == "/" or _inside(normal, _OWN_PLACES):
            raise ValueError(f"{source} can't be mounted at {place}: choose a place of its own, such as /data")


def mount_disk(uid: int, limits: dict) -> None:
    """In the child, in its own mount namespace: its private disk."""
    size = limits["disk_bytes"]
    files = max(1024, size // 16384)
    options = f"size={size},nr_inodes={files},mode=700,uid={uid}"
    kernel.mount("tmpfs", DISK, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)


def mount_proc() -> None:
    """In the child: a /proc that shows its own processes only. Lies over the zygote's, which is out of reach below it."""
    flags = kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("proc", "/proc", "proc", flags)


def furnish_disk(uid: int, gid: int) -> None:
    """In the child, as the disk's owner: home, temporary files, and the line that gives its user id a name."""
    line = f"root:x:0:0::/:/bin/sh\n{USER}:x:{uid}:{gid}::{HOME}:/bin/sh\n"
    descriptor = os.open(DISK + "/passwd", os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o444)
    os.write(descriptor, line.encode())
    os.close(descriptor)
    os.mkdir(HOME, 0o700)
    os.mkdir(TEMPORARY, 0o700)
    os.chdir(HOME)
