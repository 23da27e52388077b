"""Which places of the host an episode may see."""

from __future__ import annotations

import os
import sys

import landlock

DEVICES = ("null", "zero", "full", "random", "urandom")
ETC = (
    "ld.so.cache", "localtime", "timezone", "mime.types", "os-release", "protocols", "services", "alternatives",
    f"python{sys.version_info[0]}.{sys.version_info[1]}", f"python{sys.version_info[0]}", "ssl/openssl.cnf",
)
ETC_NETWORK = ("resolv.conf", "hosts")
CERTIFICATES = ("/etc/ssl/certs", "/etc/pki/tls/certs", "/etc/pki/ca-trust")
_OWN_PLACES = ("/tmp", "/proc", "/dev", "/run", "/etc", "/var/tmp")


def code(config: dict) -> list:
    """Returns the directories outside the system's own that this interpreter needs, outermost only."""
    found = [sys.prefix, sys.base_prefix, sys.exec_prefix, *config.get("code_dirs", [])]
    found = {os.path.realpath(path) for path in found if os.path.isabs(path)}
    known = ("/usr", *(os.path.realpath(path) for path in system()))
    outside = [path for path in sorted(found) if os.path.isdir(path) and not inside(path, known) and path != "/"]
    return [path for path in outside if not inside(path, [other for other in outside if other != path])]


def inside(path: str, places) -> bool:
    return any(path == place or path.startswith(place + "/") for place in places)


def system() -> list:
    return [f"/{name}" for name in sorted(os.listdir("/")) if name in ("bin", "sbin") or name.startswith("lib")]


def rules(config: dict) -> list:
    """Returns Landlock rules for what an episode may read where there is no root of its own."""
    files = [f"/etc/{name}" for name in ETC]
    if config.get("network"):
        files += [f"/etc/{name}" for name in ETC_NETWORK] + list(CERTIFICATES)
    shown = [mount[0] for mount in config.get("mounts", [])]
    read = ["/usr", *system(), *files, *code(config), *shown]
    return [(path, landlock.READ) for path in read] + [(f"/dev/{name}", landlock.DEVICE) for name in DEVICES]


def is_own(path: str) -> bool:
    """Returns whether a path lies where each episode has files of its own."""
    return inside(path, _OWN_PLACES)


def work_directory(run_dir: str) -> str:
    """Returns where the episodes of rungs without a disk of their own have their files: beside the run directory.

    As root, each has a user id of its own, so the place must be one that everybody may pass through.
    """
    for place in (os.path.dirname(run_dir), "/tmp", "/var/tmp"):
        if os.geteuid() != 0 or _passable(place):
            return f"{place}/{os.path.basename(run_dir)}-work"
    raise ValueError(f"{run_dir} lies where others may not pass, and so do /tmp and /var/tmp")


def _passable(place: str) -> bool:
    parents = [place]
    while parents[-1] != "/":
        parents.append(os.path.dirname(parents[-1]))
    return all(os.path.isdir(path) and os.stat(path).st_mode & 0o001 for path in parents)


def check_mounts(config: dict) -> None:
    """Raises ValueError if something that the operator wants shown is not there, or wanted where it can't be."""
    for source, place, *_ in config.get("mounts", []):
        if not os.path.exists(source):
            raise ValueError(f"there is no {source} to mount")
        normal = os.path.normpath(place)
        if not os.path.isabs(place) or normal == "/" or is_own(normal):
            raise ValueError(f"{source} can't be mounted at {place}: choose a place of its own, such as /data")
