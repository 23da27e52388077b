"""What the operator shows with ``--mount``: to be read, and for nothing else.

A file that is shown could be locked, a named pipe written to, a socket connected to, whatever the mount's flags. So each
episode sees the data through an overlay of its own: its locks, pipes and sockets are the overlay's, not the host's. A
single file is shown through one overlay that the episodes of a server share.
"""

from __future__ import annotations

import os

import kernel

EMPTY = "/run/empty"  # an overlay without a layer to write to wants two layers to read
STAGE = "/run/stage"
_FLAGS = kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV


def _overlay(source: int, target: str, empty: str) -> None:
    flags = _FLAGS | (kernel.MS_NOEXEC if os.fstatvfs(source).f_flag & os.ST_NOEXEC else 0)
    os.fchdir(source)  # the options' text can't hold every path
    kernel.mount("overlay", target, "overlay", flags, f"lowerdir=.:{empty}")


def bind_file(source: str, stage: str, empty: str, bind) -> None:
    """Shows one file through an overlay of its directory, of which nothing else stays visible: ``bind`` takes its path there.

    The overlay is for a moment at ``stage``, in mounts of this process alone.
    """
    source = os.path.realpath(source)
    if mount_points(source):
        raise OSError(f"{source} is a mount point, and no directory")
    directory = os.open(os.path.dirname(source), os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _overlay(directory, stage, empty)
    finally:
        os.close(directory)
        os.chdir("/")
    bind(f"{stage}/{os.path.basename(source)}")
    kernel.unmount_detached(stage)


def mount_points(place: str) -> list:
    """Returns the mount points at and below a place, outer before inner."""
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as lines:
        points = [line.split(" ")[4] for line in lines]
    points = [point.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\") for point in points]
    return list(dict.fromkeys(point for point in points if point == place or point.startswith(place + "/")))


def cover(places: list) -> None:
    """In a child, in its own mount namespace: lays an overlay over each directory that is shown."""
    opened = [os.open(place, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC) for place in places]
    for directory, place in zip(opened, places):
        _overlay(directory, place, EMPTY)
        os.close(directory)
