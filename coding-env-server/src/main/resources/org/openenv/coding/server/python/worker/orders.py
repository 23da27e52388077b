"""What the server asks of the manager, in lines on standard input, and how it is answered. The end of the lines is the end of everything.

`K id` kills a worker, `I id` interrupts it (answered `D id`), `L id json` lowers its limits (answered `L id`, with what could not be
had), `V id` asks for evidence (answered `V id output disk`: whether each is full), `O id` for the numbers of its output files here
(answered `O id out err`, or `O id gone`), `T id copy…` makes fresh workers copies of one (answered `T copy json` with the first one's
id), `P n` sets the pool's size.
"""
import json
import os
import signal

import copies
import link

_ROOM = 1 << 16  # bytes: a disk with less is full
_PART = 1 << 16


class Orders:
    """Carries them out for one manager; what the zygote says of them afterwards comes here, too."""

    def __init__(self, manager):
        self.manager = manager
        self.copies = copies.Copies(manager)
        self.pending = b""
        self.early = []  # what is asked of a worker that is being forked: it may have met its session before we hear of it
        self.acts = {link.RESIZED: self.resized, link.MEASURED: self.measured, link.INTERRUPTED: self.interrupted}
        self.of_the_living = {
            "K": self.kill, "I": self.interrupt, "L": self.limit, "V": self.verify}
        self.of_the_dead = {"I": "D %d", "V": "V %d 0 0", "L": "L %d the worker has gone"}

    def read(self):
        data = os.read(self.manager.control, _PART)
        if not data:
            self.manager.end()
        *lines, self.pending = (self.pending + data).split(b"\n")
        for line in lines:
            self.manager.attempt(self.obey, line.decode("utf-8", "replace"))

    def obey_early(self):
        early, self.early = self.early, []
        for line in early:
            self.manager.attempt(self.obey, line)

    def obey(self, line):
        manager = self.manager
        word, _, rest = line.partition(" ")
        number, _, more = rest.partition(" ")
        number = int(number)
        copies_wanted = [int(each) for each in more.split()] if word == "T" else ()
        if word == "P":
            manager.pool = number
        elif word != "T" and number == manager.forking or manager.forking in copies_wanted:
            self.early.append(line)
        elif word == "T":
            self.copies.make(number, copies_wanted)
        elif word == "O":
            handle = manager.handles.get(number)
            manager.say("O %d %s" % (number, "gone" if handle is None else "%d %d" % (handle.output.out, handle.output.err)))
        elif manager.lives(number):
            self.of_the_living[word](number, manager.handles[number], more)
        elif word in self.of_the_dead:
            manager.say(self.of_the_dead[word] % number)

    def kill(self, number, handle, _):
        self.manager.send(link.KILL, handle.pid, handle.first, signal.SIGKILL, number)

    def interrupt(self, number, handle, _):
        self.manager.send(link.KILL, handle.pid, handle.first, signal.SIGINT, number)

    def interrupted(self, record):
        self.manager.say("D %d" % record.numbers[0])

    def limit(self, number, handle, more):
        """Lowers what the worker can't lower itself: its control group's limits and the size of its disk."""
        manager, limits = self.manager, {**handle.limits, **json.loads(more)}
        smaller = limits["disk_bytes"] < handle.limits["disk_bytes"]
        handle.limits, handle.lowered = limits, True
        failed = manager.counts.limit(handle.slot, limits)
        if failed or not smaller or not manager.facts["namespaces"]:
            return manager.say(("L %d %s" % (number, failed)).rstrip())
        manager.send(link.RESIZE, number, handle.pid, limits["disk_bytes"])

    def resized(self, record):
        self.manager.say(("L %d %s" % (record.numbers[0], record.text.replace("\n", " "))).rstrip())

    def verify(self, number, handle, _):
        """Looks for evidence of what the worker says: that its output is full, and its disk."""
        if self.manager.facts["namespaces"]:
            return self.manager.send(link.MEASURE, number, handle.pid)
        self.manager.say("V %d %d 1" % (number, handle.output_full()))  # its disk is the host's

    def measured(self, record):
        number, used, free, files = record.numbers
        handle = self.manager.handles.get(number)
        full = handle is not None and (free < _ROOM or not files or 0 < handle.limits["file_bytes"] <= used)
        self.manager.say("V %d %d %d" % (number, handle is not None and handle.output_full(), full))
