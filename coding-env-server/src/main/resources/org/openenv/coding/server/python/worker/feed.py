"""Descriptor 0 of a step that brings its input: a file in memory that holds it whole, for the program and what it starts."""
import os
from errno import EFBIG
from posix import O_RDONLY, O_RDWR, close, dup2, lseek, write
from posix import open as open_descriptor
from resource import RLIM_INFINITY, RLIMIT_FSIZE, getrlimit

_TEMPORARY = getattr(os, "O_TMPFILE", 0)
_in_memory = getattr(os, "memfd_create", None)


def descriptor(given):
    """Has descriptor 0 hold the bytes given, or nothing where they are None; returns the number of the error, or 0."""
    if given is not None and RLIM_INFINITY != getrlimit(RLIMIT_FSIZE)[0] < len(given):
        return EFBIG  # known before megabytes are written
    try:
        close(0)  # so that there is a number for it, however many files a program holds
    except OSError:
        pass
    try:
        fd = open_descriptor("/dev/null", O_RDONLY) if given is None else _file()
        if fd:  # a thread of a program's was faster
            dup2(fd, 0)
            close(fd)
        while given:
            given = given[write(0, given) :]
        lseek(0, 0, 0)
        return 0
    except OSError as error:
        return error.errno or 5


def _file():
    return _in_memory("stdin", 0) if _in_memory else open_descriptor(".", O_RDWR | _TEMPORARY, 0o600)
