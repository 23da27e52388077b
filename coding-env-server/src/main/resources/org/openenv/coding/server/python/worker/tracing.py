"""What watches code run, set by a program, does not see ours between programs.

Functions of sys.settrace and sys.setprofile are taken off, as a script's end does; the tools of sys.monitoring see
nothing until the next program begins.
"""
import sys
from functools import partial
from sys import getprofile, gettrace

_stop_trace, stop_profile = partial(sys.settrace, None), partial(sys.setprofile, None)  # a direct call would be seen
_monitoring = getattr(sys, "monitoring", None)
_paused = []

if _monitoring is None:

    def stop():
        """Takes off or suspends what a program has left."""
        if getprofile() is not None:
            stop_profile()
        if gettrace() is not None:
            _stop_trace()

    def resume():
        """Has the tools of the last program see the next one."""

else:
    _get_tool, _get_events, _set_events = _monitoring.get_tool, _monitoring.get_events, _monitoring.set_events
    _ids = range(6)

    def stop():
        """Takes off or suspends what a program has left."""
        if getprofile() is not None:
            stop_profile()
        if gettrace() is not None:
            _stop_trace()
        for tool in _ids:
            if _get_tool(tool) is not None:
                events = _get_events(tool)
                if events:
                    _set_events(tool, 0)
                    _paused.append((tool, events))

    def resume():
        """Has the tools of the last program see the next one."""
        while _paused:
            tool, events = _paused.pop()
            if _get_tool(tool) is not None:
                _set_events(tool, events)
