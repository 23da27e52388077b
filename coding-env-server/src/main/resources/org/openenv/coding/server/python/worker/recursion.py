"""A program recurses as deep as it would if nothing stood above it on the stack.

The interpreter counts our own frames too, so the limit is raised by their number and told without them.
"""
import sys

import hidden

_sys = vars(sys)
_real_get, _real_set = sys.getrecursionlimit, sys.setrecursionlimit
_ROOM = 500
_low = []


def hide_frames(above):
    """Takes so many frames above a program out of the count."""

    @hidden.frame
    def getrecursionlimit():
        """Return the current value of the recursion limit."""
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        return _real_get() - above

    @hidden.frame
    def setrecursionlimit(limit, /):
        """Set the maximum depth of the Python interpreter stack."""
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        _real_set(limit + above if isinstance(limit, int) and 0 < limit < 1 << 30 else limit)

    _sys["getrecursionlimit"], _sys["setrecursionlimit"] = getrecursionlimit, setrecursionlimit
    _real_set(_real_get() + above)


def make_room():
    """Gives us room to work in, in case a program has left too little."""
    limit = _real_get()
    if limit < _ROOM:
        _low.append(limit)
        _real_set(_ROOM)


def resume():
    """Puts back the limit that a program has set."""
    if _low:
        _real_set(_low[0])
        _low.clear()
