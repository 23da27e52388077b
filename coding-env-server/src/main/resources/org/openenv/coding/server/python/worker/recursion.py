"""A program recurses as deep as it would if nothing stood above it on the stack.

The interpreter counts our own frames too, so the limit is raised by their number and told without them.
"""
import sys

_real_get, _real_set = sys.getrecursionlimit, sys.setrecursionlimit
_ROOM = 500
_low = []


def hide_frames(more):
    """Takes the caller's frames, and so many more that will stand between it and the program, out of the count."""
    frame, above = sys._getframe(1), more
    while frame.f_back is not None:
        frame, above = frame.f_back, above + 1

    def getrecursionlimit():
        """Return the current value of the recursion limit."""
        return _real_get() - above

    def setrecursionlimit(limit, /):
        """Set the maximum depth of the Python interpreter stack."""
        _real_set(limit + above if isinstance(limit, int) and 0 < limit < 1 << 30 else limit)

    sys.getrecursionlimit, sys.setrecursionlimit = getrecursionlimit, setrecursionlimit
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
