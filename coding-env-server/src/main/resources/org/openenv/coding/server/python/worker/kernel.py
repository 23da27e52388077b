"""The system calls that the os module lacks, by ctypes.

Every failure is an OSError whose text names the call. Constants carry the kernel's own names.
"""

import contextlib
import ctypes
import os
import sys
import time

available = sys.platform.startswith("linux")

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 36, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2
CAPABILITY_VERSION_3 = 0x20080522
_MADV_POPULATE_WRITE = 23
_PIDFD_OPEN = 434  # on every architecture
_TGKILL = {"x86_64": 234, "aarch64": 131}.get(os.uname().machine)

_libc = ctypes.CDLL(None, use_errno=True)
_long, _string, _address = ctypes.c_ulong, ctypes.c_char_p, ctypes.c_void_p


def _bind(name, *argument_types):
    function = getattr(_libc, name, None)
    if function is None:  # another system than Linux; the ladder never calls it there
        return None
    function.argtypes = argument_types
    function.restype = ctypes.c_long if name == "syscall" else ctypes.c_int
    return function


_unshare = _bind("unshare", ctypes.c_int)
_setns = _bind("setns", ctypes.c_int, ctypes.c_int)
_mount = _bind("mount", _string, _string, _string, _long, _string)
_sethostname = _bind("sethostname", _string, ctypes.c_size_t)
_pivot_root = _bind("pivot_root", _string, _string)
_umount2 = _bind("umount2", _string, ctypes.c_int)
_prctl = _bind("prctl", ctypes.c_int, _long, _long, _long, _long)
_madvise = _bind("madvise", _address, ctypes.c_size_t, ctypes.c_int)
_capset = _bind("capset", _address, _address)
_syscall = _bind("syscall", ctypes.c_long, _long, _long, _long, _long, _long)

_capability_header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
_no_capabilities = (ctypes.c_uint32 * 6)()


def _checked(name: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def write(path: str, text: str, dir_fd=None) -> None:
    """Writes to a file of the kernel's: one write, as a whole."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC, dir_fd=dir_fd)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def unshare(flags: int) -> None:
    """Moves the caller (for CLONE_NEWPID: its future children) into new namespaces."""
    _checked("unshare", _unshare(flags))


@contextlib.contextmanager
def process_descriptor(pid: int):
    """Yields a descriptor for a process."""
    descriptor = syscall("pidfd_open", _PIDFD_OPEN, pid, 0)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def kill_main_thread(pid: int, number: int) -> None:
    """Signals a process's first thread, where that can be said; else the kernel chooses one of its threads."""
    if available and _TGKILL:
        syscall("tgkill", _TGKILL, pid, pid, number)
    else:
        os.kill(pid, number)


def setns(descriptor: int, kind: int) -> None:
    """Joins the namespace behind a descriptor."""
    _checked("setns", _setns(descriptor, kind))


def come_back(descriptor: int, kind: int) -> None:
    """Joins a namespace that the caller must be in to go on at all: it ends where it can't."""
    for _ in range(100):
        try:
            return setns(descriptor, kind)
        except OSError as error:
            reason = error
            time.sleep(0.01)  # for want of memory, at most
    os.write(2, f"cannot return to a namespace: {reason}\n".encode())
    os._exit(71)


def mount(source, target: str, kind, flags: int, options: str = "") -> None:
    """Mounts; the error names the target."""
    place = target.encode(errors="surrogateescape")
    from_ = source and source.encode(errors="surrogateescape")
    done = _mount(from_, place, kind and kind.encode(), flags, options.encode() or None)
    if done < 0:
        _checked(f"mount {target}", done)


def pivot_root(new: str, old: str) -> None:
    """Makes a mount the root, and puts the old root at a directory."""
    _checked("pivot_root", _pivot_root(os.fsencode(new), os.fsencode(old)))


def unmount_detached(target: str) -> None:
    """Takes a mount and all below it out of the tree at once."""
    _checked(f"umount {target}", _umount2(os.fsencode(target), MNT_DETACH))


def prctl(option: int, first: int = 0, second: int = 0) -> int:
    """Sets one of the caller's own attributes."""
    return _checked(f"prctl {option}", _prctl(option, first, second, 0, 0))


def drop_capabilities() -> None:
    """Gives up every capability of this thread, for good where the bounding set is empty too."""
    _checked("capset", _capset(ctypes.addressof(_capability_header), ctypes.addressof(_no_capabilities)))


def empty_bounding_set() -> None:
    """Makes sure that no program started from here on can gain a capability. The caller's own stay."""
    try:
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
        for capability in range(64):
            prctl(PR_CAPBSET_DROP, capability)
    except OSError:
        pass  # past the last capability, or no right to do so: then no_new_privs has to do, which forbids the same


def set_hostname(name: str) -> None:
    """Names the host in the caller's UTS namespace."""
    _checked("sethostname", _sethostname(name.encode(), len(name)))


def syscall(name: str, number: int, *arguments: int) -> int:
    """Makes a system call that the C library has no function for; pointers are passed as addresses."""
    padded = list(arguments) + [0] * (5 - len(arguments))
    return _checked(name, _syscall(number, *padded))


def populate(address: int, size: int) -> None:
    """Has pages of the caller's made its own, as writing to them would. Nothing happens where the kernel can't."""
    _madvise(address, size, _MADV_POPULATE_WRITE)


def die_with_parent(signal_number: int) -> None:
    """Has the kernel send this process a signal when its parent ends. A change of user id forgets it: call it after."""
    prctl(PR_SET_PDEATHSIG, signal_number)
