"""An episode's private disk and its own /proc: what a child mounts in its copy of the zygote's mount namespace.

The disk is a tmpfs of limited size; it vanishes with the namespace. Its parent directory is where the Landlock rule for
it lives.
"""

from __future__ import annotations

import os

import kernel

DISK = "/run/episode"
HOME, TEMPORARY = DISK + "/home", DISK + "/tmp"
USER = "user"

NOTHING = "/run/nothing"  # an empty file, laid over what tells of the host
HIDDEN = ("cmdline", "config.gz", "diskstats", "partitions", "keys")


def mount_disk(uid: int, limits: dict) -> None:
    """In the child, in its own mount namespace: its private disk."""
    size = limits["disk_bytes"]
    files = max(1024, size // 16384)
    options = f"size={size},nr_inodes={files},mode=700,uid={uid}"
    kernel.mount("tmpfs", DISK, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)


def resize(size: int) -> None:
    """In a child's mount namespace, entered from without: gives its disk another size."""
    kernel.mount(None, DISK, None, kernel.MS_REMOUNT | kernel.MS_NOSUID | kernel.MS_NODEV, f"size={size}")


def measure() -> tuple:
    """In a child's mount namespace, entered from without: bytes used, bytes free and files free of its disk."""
    found = os.statvfs(DISK)
    return (found.f_blocks - found.f_bfree) * found.f_frsize, found.f_bavail * found.f_frsize, found.f_favail


def mount_proc(hidden: list) -> None:
    """In the child: a /proc that shows its own processes only. Lies over the zygote's, which is out of reach."""
    flags = kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("proc", "/proc", "proc", flags)
    for name in hidden:
        kernel.mount(NOTHING, f"/proc/{name}", None, kernel.MS_BIND)


def furnish_disk(uid: int, gid: int) -> None:
    """In the child, as the disk's owner: home, temporary files, and the line that gives its user id a name."""
    line = f"root:x:0:0::/:/bin/sh\n{USER}:x:{uid}:{gid}::{HOME}:/bin/sh\n"
    descriptor = os.open(DISK + "/passwd", os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o444)
    os.write(descriptor, line.encode())
    os.close(descriptor)
    os.mkdir(HOME, 0o700)
    os.mkdir(TEMPORARY, 0o700)
    os.chdir(HOME)
