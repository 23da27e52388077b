"""The pages that every worker writes to before it has run anything, copied for it in a few calls.

A forked process shares its parent's pages until it writes to them, and then each costs a fault; on virtual machines a fault
costs several times what the copy does. Which pages those are hardly differs from worker to worker. So the zygote forks one
that serves nobody, looks them up in its page table, and has the kernel copy them for all others at once.
"""
import os
from array import array

import kernel

_PRESENT_AND_EXCLUSIVE = 1 << 63 | 1 << 56
_PAGE = os.sysconf("SC_PAGE_SIZE")

_ranges = ()  # (address, size) of pages to copy


def populate():
    """In a new worker. Where the kernel refuses, the pages are copied when they are written to."""
    for address, size in _ranges:
        kernel.populate(address, size)


def page_table(proc):
    """Opens the caller's page table, which stays readable by whoever has the descriptor. ``proc``: a descriptor of /proc."""
    return os.open("self/pagemap", os.O_RDONLY, dir_fd=proc)


def places(proc):
    """Returns begin and end of all memory of the caller's that its children inherit and may write to."""
    with open(os.open("self/maps", os.O_RDONLY, dir_fd=proc)) as lines:
        found = [line.split(None, 1)[0].split("-") for line in lines if " rw-p " in line]
    return [(int(begin, 16), int(end, 16)) for begin, end in found]


def learn(table, among):
    """In the zygote: notes which pages it no longer shares with a child, whose table this is.

    The table is read before anything else is done: what the zygote writes to is shared no longer, either.
    """
    global _ranges
    entries = [os.pread(table, (end - begin) // _PAGE * 8, begin // _PAGE * 8) for begin, end in among]
    found = []
    for (begin, _), data in zip(among, entries):
        for at, entry in enumerate(array("Q", data)):
            if entry & _PRESENT_AND_EXCLUSIVE == _PRESENT_AND_EXCLUSIVE:
                address = begin + at * _PAGE
                if found and sum(found[-1]) == address:
                    found[-1] = found[-1][0], found[-1][1] + _PAGE
                else:
                    found.append((address, _PAGE))
    _ranges = tuple(found)
