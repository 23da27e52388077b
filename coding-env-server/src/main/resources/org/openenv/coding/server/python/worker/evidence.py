"""What control groups limit and count of each slot, as the manager sees it."""
import cgroups


class Evidence:
    """Without control groups there is none, and nothing to limit."""

    def __init__(self, trees):
        self.trees = trees
        self.counts = {}  # slot: what its control group had counted when its last worker ended

    @classmethod
    def of(cls, fds, version):
        return cls(cgroups.Trees.opened(fds, version) if version else None)

    def limit(self, slot, limits):
        """Sets the limits of a living worker's control group; returns what went wrong, if anything."""
        if self.trees is None:
            return ""
        try:
            self.trees.limit(slot, limits)
        except OSError as e:
            return "the control group refused it: %s" % (e.strerror or e)
        return ""

    def take(self, slot):
        """Returns evidence of an ended worker: whether a limit struck, and the most memory it used."""
        if self.trees is None:
            return {}
        try:
            now, before = self.trees.counts(slot), self.counts.get(slot, {})
        except OSError:
            return {}
        self.counts[slot] = now
        return {"oom": now.get("oom", 0) > before.get("oom", 0), "peak_bytes": now.get("peak_bytes", 0)}
