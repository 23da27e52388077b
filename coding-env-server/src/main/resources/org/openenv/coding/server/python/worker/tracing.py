"""What watches code run, set by a program, does not see ours between programs.

Functions of sys.settrace and sys.setprofile are taken off, as a script's end does; the tools of sys.monitoring see
nothing until the next program begins. From 3.12 on an error that leaves a program is told to what watches in each frame that it
passes, and of ours, which are hidden, the interpreter can't tell: so there tracing is halted but for the program itself.
"""
import sys
from functools import partial
from sys import getprofile, gettrace

import hidden

_stop_trace, _stop_profile = partial(sys.settrace, None), partial(sys.setprofile, None)  # a direct call would be seen
_monitoring = getattr(sys, "monitoring", None)
_paused, _halted = [], []

if _monitoring is None:

    @hidden.frame
    def stop():
        """Takes off or suspends what a program has left. The first thing to be done after one."""
        _stop_profile()
        _stop_trace()

    def resume():
        """Has the tools of the last program see the next one. The last thing to be done before one."""

else:
    _get_tool, _get_events, _set_events = _monitoring.get_tool, _monitoring.get_events, _monitoring.set_events
    _tools = range(6)

    @hidden.frame
    def stop():
        """Takes off or suspends what a program has left. The first thing to be done after one."""
        if getprofile() is not None:
            _stop_profile()
        if gettrace() is not None:
            _stop_trace()
        for tool in _tools:
            if _get_tool(tool) is not None:
                events = _get_events(tool)
                if events:
                    _set_events(tool, 0)
                    _paused.append((tool, events))
        if _halted:
            hidden.go_on(_halted.pop())

    @hidden.frame
    def resume():
        """Has the tools of the last program see the next one. The last thing to be done before one."""
        while _paused:
            tool, events = _paused.pop()
            if _get_tool(tool) is not None:
                _set_events(tool, events)
        if not _halted:
            _halted.append(hidden.thread())
            hidden.halt(_halted[0])
