"""The manager's part in making workers copies of another: it has the zygote see to it, and reads the report."""
import json
import os
import select

import link

_PART, _MOST = 1 << 16, 1 << 20


class Copies:
    """The copies that are being made."""

    def __init__(self, manager):
        self.manager = manager
        self.reports = {}  # the descriptor of a report: the first copy, and what has been read

    def make(self, original, wanted):
        manager = self.manager
        if not all(manager.lives(number) for number in (original, *wanted)):
            return manager.say("T %d %s" % (wanted[0], json.dumps({"refused": "a worker has gone"})))
        source, sink = os.pipe()
        os.set_blocking(source, False)
        manager.lent.append(sink)
        self.reports[source] = wanted[0], bytearray()
        manager.by_descriptor[source] = lambda: self.read(source)
        manager.poll.register(source, select.POLLIN)
        handles = [manager.handles[number] for number in wanted]
        text = json.dumps([[handle.pid, handle.slot] for handle in handles])
        manager.send(link.COPY, manager.handles[original].pid, text=text, descriptors=[sink])

    def read(self, source):
        """At its end: what came of a copy."""
        first, data = self.reports[source]
        part = os.read(source, _PART)
        data += part
        if part and len(data) < _MOST:
            return
        del self.reports[source], self.manager.by_descriptor[source]
        self.manager.poll.unregister(source)
        os.close(source)
        text = data.decode("utf-8", "replace").replace("\n", " ") or json.dumps({"refused": "the copy was ended"})
        self.manager.say("T %d %s" % (first, text))
