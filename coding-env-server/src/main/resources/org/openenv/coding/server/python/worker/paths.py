"""Which places of the host an episode may see."""

from __future__ import annotations

import os
import sys

import landlock

DEVICES = ("null", "zero", "full", "random", "urandom")
ETC = (
    "ld.so.cache", "localtime", "timezone", "mime.types", "os-release", "protocols", "services", "alternatives",
    f"python{sys.version_info[0]}.{sys.version_info[1]}", f"python{sys.version_info[0]}", "ssl/openssl.cnf", "ssl/certs",
    # what packages keep there for their libraries and programs to read, and cannot do without
    "matplotlibrc", "fonts", "magic", "magic.mime", "mailcap", "papersize", "locale.alias", "rpc", "networks", "host.conf",
    "gai.conf", "debian_version", "lsb-release", "shells", "inputrc", "terminfo", "perl", "R", "octave.conf", "octaverc",
    "ImageMagick-6", "ImageMagick-7", "OpenCL", "xml", "sgml", "pango", "gtk-3.0", "ghostscript", "groff", "texmf", "libnl-3",
    "dictionaries-common", "python-markdown", "jupyter", "ipython", "java", "java-8-openjdk", "java-11-openjdk",
    "java-17-openjdk", "java-21-openjdk", "java-25-openjdk",
)
ETC_NETWORK = ("resolv.conf", "hosts")
CERTIFICATES = ("/etc/ssl/certs", "/etc/pki/tls/certs", "/etc/pki/ca-trust")
_OWN_PLACES = ("/tmp", "/proc", "/dev", "/run", "/etc", "/var/tmp")


def _needed() -> list:
    """Returns what this interpreter imports from: its own folders, and those of editable installs, where they can be shown."""
    own = [sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(sys.executable)]
    more = [*sys.path, *_libraries()]
    for finder in sys.meta_path:  # of setuptools: a class in a module that maps names to folders
        mapping = getattr(sys.modules.get(getattr(finder, "__module__", "")), "MAPPING", None)
        more += mapping.values() if isinstance(mapping, dict) else ()
    more = [path for path in more if isinstance(path, str) and (inside(path, own) or not is_own(os.path.realpath(path)))]
    return [path for path in own + more if os.path.isabs(path)]


def _libraries() -> set:
    """Returns the folders of shared libraries that the interpreter itself is made of: they may lie far from it."""
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
            files = {line.rstrip("\n").split(maxsplit=5)[-1] for line in maps}
    except OSError:
        return set()
    return {os.path.dirname(file) for file in files if file.startswith("/") and ".so" in os.path.basename(file)}


def code() -> list:
    """Returns the directories outside the system's own that this interpreter needs, outermost only."""
    found = {os.path.realpath(path) for path in _needed()}
    known = ("/usr", *(os.path.realpath(path) for path in system()))
    outside = [path for path in sorted(found) if os.path.exists(path) and not inside(path, known) and path != "/"]
    return [path for path in outside if not inside(path, [other for other in outside if other != path])]


def links() -> dict:
    """Returns the links by which this interpreter's folders are reached: place and target."""
    found, left = {}, [sys.executable, *_needed()]
    while left:
        place, rest = "", left.pop().split("/")[1:]
        while rest:
            place += "/" + rest.pop(0)
            if os.path.islink(place) and place not in found:
                found[place] = os.readlink(place)
                left.append(os.path.normpath(os.path.join(os.path.dirname(place), found[place], *rest)))
                break
    return found


def etc(config: dict) -> list:
    """Returns what is shown of /etc."""
    return [f"/etc/{name}" for name in (*ETC, *config.get("etc", []))]


def inside(path: str, places) -> bool:
    return any(path == place or path.startswith(place + "/") for place in places)


def system() -> list:
    return [f"/{name}" for name in sorted(os.listdir("/")) if name in ("bin", "sbin") or name.startswith("lib")]


def rules(config: dict) -> list:
    """Returns Landlock rules for what an episode may read where there is no root of its own."""
    files = etc(config)
    if config.get("network"):
        files += [f"/etc/{name}" for name in ETC_NETWORK] + list(CERTIFICATES)
    shown = [mount[0] for mount in config.get("mounts", [])]
    read = ["/usr", *system(), *files, *config.get("code", []), *shown]
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
