"""Without a network there are no sockets, and a server of asyncio that has none fails, as it does from Python 3.13 on.

Before, it passes over addresses for which there are no sockets, and a program waits for ever.
"""
import errno
from functools import wraps

import hidden
import warm


def settle():
    """In the zygote, for all workers."""
    events = warm.find("asyncio.base_events")
    if events is None:
        return
    original = events.Server.__init__

    @hidden.frame
    @wraps(original)
    def __init__(self, loop, sockets, *args, **kwargs):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        if not sockets:
            raise OSError(errno.EACCES, "could not bind on any address: there is no network here")
        original(self, loop, sockets, *args, **kwargs)

    events.Server.__init__ = __init__
