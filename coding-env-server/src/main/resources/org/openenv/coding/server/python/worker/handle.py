"""What the manager knows of a worker, from the fork until it is reaped."""
import os

_TICKS = 0.05  # seconds: the kernel counts CPU time for a limit in ticks


class WorkerHandle:
    """One worker. The manager holds its output files and pipes too, and reads them when it has died."""

    __slots__ = "slot", "pid", "first", "output", "limits", "status", "usage", "lowered"

    def __init__(self, slot, output, limits):
        self.slot, self.output, self.limits = slot, output, limits
        self.pid = self.first = self.status = 0
        self.usage = 0, 0
        self.lowered = False

    def facts(self, counted):
        """What is known of the end besides its status, and what is kept of its last output and error."""
        keep = self.limits["output_bytes"]
        out, err = self.output.read(keep)
        user, system = self.usage
        facts = {"user_us": user, "system_us": system, "out_total": out.total, "err_total": err.total,
                 "cut": out.cut or err.cut, **counted}
        seconds = self.limits["cpu_seconds"]
        if seconds:
            used = (user + system) / 1e6 + _TICKS
            facts["cpu_soft"], facts["cpu_hard"] = used >= seconds, used >= seconds + 1
        return facts, out.kept, err.kept

    def output_full(self):
        """Whether a file of output has come to its limit."""
        most = self.limits["file_bytes"]
        return 0 < most <= max(os.fstat(fd).st_size for fd in (self.output.out, self.output.err))

    def last_words(self):
        size = os.fstat(self.output.err).st_size
        return os.pread(self.output.err, 2000, max(0, size - 2000)).decode("utf-8", "replace").strip() or "no message"

    def close(self):
        self.output.close()


def write_all(target, data):
    data = memoryview(data)
    while data:
        data = data[os.write(target, data):]
