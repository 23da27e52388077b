"""What can be compared of an episode that was replayed: values that programs keep in variables, and files, in a few bytes each.

Only values whose class is Python's own are looked into, so no code of a program runs. What is too much to be looked at is left
out, in the same way every time.
"""
import json
from _blake2 import blake2b
from _random import Random
from posix import O_CLOEXEC, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, close, fstat, getcwd, lstat, read, readlink, scandir
from posix import open as open_descriptor
from stat import S_ISDIR, S_ISLNK, S_ISREG

import random

_MOST_VALUES, _MOST_NAMES, _MOST_FILES, _MOST_BYTES = 200_000, 500, 2_000, 32 << 20
_FLAGS = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
_state = random.getstate
_SIMPLE = type(None), bool, int, float, complex
_TEXT, _BYTES = str, (bytes, bytearray)
_LISTS, _SETS = (list, tuple), (set, frozenset)


def of(variables, home):
    """Returns JSON: names of variables, "random" and "files", each with a digest, and the current folder."""
    base = home.rpartition("/")[0]  # which is not the same for all where it is one of the host
    here = getcwd()
    return json.dumps({
        "variables": _variables(variables), "random": _digest(repr(_state()).encode()), "files": _files(base),
        "folder": here[len(base) :] if here.startswith(base + "/") else here}).encode()


def _digest(data):
    return blake2b(data, digest_size=8).hexdigest()


class _Budget:
    def __init__(self):
        self.values, self.bytes = _MOST_VALUES, _MOST_BYTES


def _variables(variables):
    budget, digests = _Budget(), {}
    for name, value in list(variables.items()):
        if type(name) is str and not name.startswith("__") and len(digests) < _MOST_NAMES:
            known = _value(value, budget, 0)
            digests[name] = _digest(known) if known is not None else ""
    return digests


def _value(value, budget, depth):
    """Returns bytes that are equal for equal values; None for what can't be looked into."""
    kind = type(value)
    budget.values -= 1
    if budget.values < 0 or depth > 50:
        return b"..."
    if kind in _SIMPLE:
        return b"%s:%a" % (kind.__name__.encode(), value)
    if kind is _TEXT or kind in _BYTES:
        budget.bytes -= len(value)
        if budget.bytes < 0:
            return b"%d" % len(value)
        return b"%s:%s" % (kind.__name__.encode(), value.encode("utf-8", "surrogatepass") if kind is _TEXT else bytes(value))
    if kind in _LISTS:
        return _joined(kind, [_value(each, budget, depth + 1) for each in list(value)])
    if kind in _SETS:
        return _joined(kind, sorted(_value(each, budget, depth + 1) or b"" for each in list(value)))
    if kind is dict:
        return _joined(kind, [_value(each, budget, depth + 1) for pair in list(value.items()) for each in pair])
    if kind is Random or kind is random.Random:
        return b"random:%a" % (kind.getstate(value),)
    return None


def _joined(kind, parts):
    whole = blake2b(kind.__name__.encode(), digest_size=16)
    for part in parts:
        part = b"?" if part is None else part
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()


def _files(base):
    """Digest of names, kinds and content of what programs have written."""
    whole, left, open_ = blake2b(digest_size=8), [_MOST_FILES, _MOST_BYTES], [base + "/home", base + "/tmp"]
    while open_:
        here = open_.pop()
        try:
            names = sorted(entry.name for entry in scandir(here))
        except OSError:
            continue
        for name in names:
            left[0] -= 1
            if left[0] < 0:
                return whole.hexdigest()
            path = here + "/" + name
            try:
                whole.update(path[len(base) :].encode("utf-8", "surrogateescape") + _file(path, left, open_))
            except OSError:
                whole.update(b"?")
    return whole.hexdigest()


def _file(path, left, open_):
    info = lstat(path)
    told = b"\0%o\0" % info.st_mode
    if S_ISDIR(info.st_mode):
        open_.append(path)
    elif S_ISLNK(info.st_mode):
        told += readlink(path).encode("utf-8", "surrogateescape")
    elif S_ISREG(info.st_mode):
        told += b"%d\0" % info.st_size
        if info.st_size <= left[1]:
            left[1] -= info.st_size
            told += _content(path)
    return told


def _content(path):
    fd = open_descriptor(path, _FLAGS)
    try:
        whole = blake2b(digest_size=8)
        if S_ISREG(fstat(fd).st_mode):
            data = read(fd, 1 << 20)
            while data:
                whole.update(data)
                data = read(fd, 1 << 20)
        return whole.digest()
    finally:
        close(fd)
