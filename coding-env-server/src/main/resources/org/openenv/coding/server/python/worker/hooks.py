"""The interpreter's hooks for errors, made to find the lines of programs: they lie in no file.

They run in the middle of programs, and look like the interpreter's own.
"""
import sys
from _thread import get_ident, interrupt_main

import hidden
import warm
from errors import looked_at, own_hooks, set_traceback, show, shown, tell, text, traceback_of, trim_head

_sys = vars(sys)
_name_of = type.__dict__["__name__"].__get__
_ATTEMPTS = range(3)


def _excepthook(exctype, value, traceback, /):
    """Handle an exception by displaying it with a traceback on sys.stderr."""
    if not isinstance(value, BaseException) or not _is_of_a_step(value, traceback, set()):
        return own_hooks[0](exctype, value, traceback)
    if traceback_of(value) is None and traceback is not None:
        set_traceback(value, traceback)
    show(value, traceback_of(value))


def _is_of_a_step(exc, tb, seen):
    """Returns whether a line of a program is to be shown: the interpreter's own hook finds all others."""
    if exc is None or id(exc) in seen:
        return False
    seen.add(id(exc))
    tb = traceback_of(exc) or tb
    while tb is not None:
        if tb.tb_frame.f_code.co_filename.startswith("<step-"):
            return True
        tb = tb.tb_next
    led_to_it = exc.__cause__, exc.__context__, *getattr(exc, "exceptions", ())
    return any(_is_of_a_step(other, None, seen) for other in led_to_it if isinstance(other, BaseException))


_excepthook.__name__ = _excepthook.__qualname__ = "excepthook"
_excepthook.__module__ = "sys"


def install():
    """Has errors in threads and finalizers, and those that a program's own hook passes on, told with their source lines too."""
    if sys.version_info < (3, 13):  # from then on the interpreter's finds the lines
        _sys["excepthook"] = _sys["__excepthook__"] = _excepthook
        own_hooks.append(_excepthook)
    _sys["unraisablehook"] = _sys["__unraisablehook__"] = _unraisable
    threading = warm.find("threading")
    if threading is not None:
        threading.excepthook = _in_thread
        if hasattr(threading, "__excepthook__"):
            threading.__excepthook__ = _in_thread


def _in_thread(args, /):
    """Handle uncaught Thread.run() exception."""
    if args.exc_type is SystemExit:
        return
    stream = _sys.get("stderr")
    stream = stream if stream is not None else getattr(args.thread, "_stderr", None)
    if stream is not None:
        called = args.thread.name if args.thread is not None else "%d" % get_ident()
        told = text(args.exc_type, args.exc_value, args.exc_traceback)
        tell("Exception in thread %s:\n%s" % (called, told), stream)


_in_thread.__name__ = _in_thread.__qualname__ = "_excepthook"
_in_thread.__module__ = "_thread"


class _Interrupted:
    """When the frame that holds it has gone, the program is interrupted: a hook has nobody to raise anything for."""

    __del__ = staticmethod(interrupt_main)


@hidden.frame
def _unraisable(args, /):
    """Handle an unraisable exception."""
    if isinstance(hidden.profiler(), hidden.Profiler):
        hidden.go_on(hidden.balance())
    told = interrupted = None
    for _ in _ATTEMPTS:
        try:
            if told is None:
                told = _unraised(args)
            return tell(told)
        except KeyboardInterrupt:
            interrupted = interrupted or _Interrupted()


def _unraised(args):
    if _name_of(type(args)) != "UnraisableHookArgs":
        raise TypeError("sys.unraisablehook argument type must be UnraisableHookArgs")
    if _sys.get("stderr") is None:
        return ""
    lines = ["%s: %s\n" % (args.err_msg or "Exception ignored in", shown(args.object))] if args.object is not None else [
        "%s:\n" % args.err_msg] if args.err_msg else []
    told = looked_at(args.exc_type, args.exc_value, trim_head(args.exc_traceback))
    if told.stack:
        lines += ["Traceback (most recent call last):\n", *told.stack.format()]
    return "".join((*lines, *told.format_exception_only()))
