"""Makes processes of fresh episodes copies of the process of another one, from outside: a live session is forked.

All workers are forked from one zygote, so their address layout is one, and between programs each waits in the same call. A fresh
one becomes a copy when it has the same mappings, the pages of its own that the original has changed, what the kernel keeps for it, and the
registers. Each keeps its own namespaces, user id, control group, file rules and filter: those are not of the memory.

This runs in a process that the zygote forks for one operation, and that forks nobody: what it reads of an episode is in no memory that
another one inherits. The original only ever makes a few calls that ask; before anything is copied it is left so that it would go
on by itself should this process end. A copy that was begun and not finished ends with it.
"""
import ctypes
import json
import os
import signal
import time

import disk
import diskcopy
import kept
import mappings
import pages
from tracee import PAGE, Refused, Tracee

_DONT_NEED = 4  # MADV_DONTNEED
_OURS = disk.HOME[len(disk.DISK) :] + "/main.py"
_CHUNK = 1 << 20
_MOST_SECONDS = 60
_ARGUMENTS, _TITLE = 45, 64  # where they begin, in /proc/PID/stat behind the command's name; as much as a name takes


def impossible():
    """Returns why nothing can be copied on this machine, as far as that is known without trying; None where nothing is."""
    machine = os.uname().machine
    if machine != "x86_64" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return "interpreters are copied on x86_64 only, this is %s" % machine
    return None


def operate(sandbox, original, copies, report):
    """In a process of its own; ends it. ``copies``: pid and slot of fresh workers. What came of it is written to ``report`` as JSON."""
    begun = time.perf_counter()
    signal.alarm(_MOST_SECONDS)  # the original then goes on, and the copies end with us
    try:
        told = Operation(sandbox, original, copies).run()
        told["seconds"] = time.perf_counter() - begun
        told["cpu"] = time.process_time()
    except Refused as e:
        told = {"refused": str(e)}
    except BaseException as e:
        told = {"refused": "%s: %s" % (type(e).__name__, e)}
    try:
        os.write(report, json.dumps(told).encode())
    finally:
        os._exit(0)


class Operation:
    def __init__(self, sandbox, original, copies):
        self.sandbox = sandbox
        self.pids = original, [pid for pid, _ in copies]
        self.slots = [slot for _, slot in copies]
        self.copies = []
        self.told = {}
        self.noted = time.perf_counter()

    def run(self):
        reason = impossible()
        if reason:
            raise Refused(reason)
        kept.require_alone(self.pids[0])
        self.original = Tracee(self.pids[0], False)
        registers = None
        try:
            self.original.require_idle()
            kept.require_alone(self.pids[0])
            self.examine()
            for pid in self.pids[1]:
                self.copies.append(Tracee(pid, True))
            self.copy()
            registers = self.original.waiting()
        finally:
            self.original.leave()
            for each in self.copies:
                each.leave(registers) if registers else each.end()
        return self.told

    def examine(self):
        try:
            self.kept = kept.Kept(self.original)
        finally:
            self.original.settle()

    def copy(self):
        for each in self.copies:
            each.require_idle()
            if each.registers["fs_base"] != self.original.registers["fs_base"]:
                raise Refused("it does not come from the same zygote")
        plans = [self.kept.plan(each) for each in self.copies]
        main = next((what for what, _, _ in self.kept.descriptors.values() if what.startswith(disk.HOME + "/main.py")), "")
        files = diskcopy.DiskCopy(self.pids[0], disk.DISK, _OURS if main == disk.DISK + _OURS else "")
        self.note("look")
        for each, slot in zip(self.copies, self.slots):
            self.sandbox.join(slot)  # files in memory are counted for who writes them
            files.to(each.pid, disk.DISK)
        self.note("disk")
        own = [self.own_words(each) for each in self.copies]
        for each in self.copies:
            self.kept.limits(each)
            each.must("brk", self.kept.end_of_heap)
        alike = [mappings.Alike(self.original, each, disk.DISK) for each in self.copies]
        mine = [each.make() for each in alike][0]
        self.note("mappings")
        self.copy_pages(mine, alike)
        for each, words in zip(self.copies, own):
            for address, data in words:
                each.write(address, data)
        self.note("pages")
        for each, plan in zip(self.copies, plans):
            self.kept.files(each, plan)
            self.kept.rest(each)
        self.note("rest")

    def note(self, stage):
        now = time.perf_counter()
        self.told[stage] = now - self.noted
        self.noted = now

    @staticmethod
    def own_words(copy):
        """What a copy keeps: what the kernel says of this very thread in its memory, and the name that `ps` shows."""
        with open("/proc/%d/stat" % copy.pid, "rb") as stat:
            title = int(stat.read().rpartition(b")")[2].split()[_ARGUMENTS])
        places = [copy.restartable(), (title, _TITLE if title else 0)]
        return [(address, copy.read(address, size)) for address, size in places if address and size]

    def copy_pages(self, mine, alike):
        source = self.original.pid
        writable = [(each.start, each.end) for each in mine if each.perms[:2] == "rw" and each.perms[3] == "p"]
        whole = [(each.start, each.end) for each in mine if not mappings.of_the_kernel(each)]
        have = pages.split(pages.own(source), whole)[0]
        both = []
        copier = pages.Copier()
        written = 0
        for each, maps in zip(self.copies, alike):
            theirs = pages.split(pages.own(each.pid), whole)[0]
            for start, end in pages.split(theirs, have)[1]:
                each.must("madvise", start, end - start, _DONT_NEED)
            compared, fresh = pages.split(have, theirs)
            fresh_writable, fresh_fixed = pages.split(fresh, writable)
            same_writable, same_fixed = pages.split(compared, writable)
            copier.give(source, each.pid, fresh_writable)
            both.append((each.pid, same_writable))
            written += sum(end - start for start, end in fresh_writable) // PAGE
            self.force(each, [*same_fixed, *fresh_fixed, *maps.whole])
        if all(ranges == both[0][1] for _, ranges in both):
            written += copier.update(source, both)
        else:
            written += sum(copier.update(source, [one]) for one in both)
        self.told["written"] = written
        self.told["compared"] = sum(end - start for start, end in both[0][1]) // PAGE

    def force(self, copy, ranges):
        """What may not be written to, or is shared: through a door that overlooks that."""
        for start, end in ranges:
            for at in range(start, end, _CHUNK):
                size = min(_CHUNK, end - at)
                try:
                    data = self.original.read(at, size)
                except OSError:  # behind the end of a file
                    continue
                if data != copy.read(at, len(data)):
                    copy.write(at, data)
