"""What the zygote knows of a worker, from the fork until it is reaped."""
import base64

import capture


class WorkerHandle:
    """One worker. The zygote holds its output files too, and reads them when it has died."""

    __slots__ = "slot", "pid", "out", "err", "limits", "status", "usage"

    def __init__(self, slot, pid, out, err, limits):
        self.slot, self.pid, self.out, self.err, self.limits = slot, pid, out, err, limits
        self.status = self.usage = None

    def evidence(self):
        """What is known of the end besides its status: time, and the last output."""
        out = capture.read(self.out, self.limits["output_bytes"])
        err = capture.read(self.err, self.limits["output_bytes"])
        facts = {
            "user_us": int(self.usage.ru_utime * 1e6), "system_us": int(self.usage.ru_stime * 1e6),
            "out_total": out.total, "err_total": err.total, "cut": out.cut or err.cut}
        if 0 < self.limits["cpu_seconds"] <= self.usage.ru_utime + self.usage.ru_stime:
            facts["cpu"] = True
        if out.total:
            facts["out"] = base64.b64encode(out.kept).decode()
        if err.total:
            facts["err"] = base64.b64encode(err.kept).decode()
        return facts
