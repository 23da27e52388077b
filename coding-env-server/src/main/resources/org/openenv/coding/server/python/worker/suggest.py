"""Where the interpreter's own printer of exceptions says other things than the traceback module, before Python 3.13."""
import sys
from _io import StringIO

import private

_sys = vars(sys)
_knows_suggestions = hasattr(private.module("traceback"), "_compute_suggestion_error")
_print = sys.__excepthook__
_name_of = type.__dict__["__name__"].__get__


def amend(told, exc):
    """Makes the traceback module tell an exception and those that led to it as the interpreter's own printer does."""
    _amend(told, exc, set())


def _amend(told, exc, seen):
    if told is None or exc is None or id(exc) in seen:
        return
    seen.add(id(exc))
    if told._str == "<unprintable %s object>" % _name_of(type(exc)):  # so says the module before Python 3.11
        told._str = "<exception str() failed>"
    if isinstance(exc, (NameError, AttributeError)):
        _suggest(told, exc)
    elif isinstance(exc, SyntaxError):
        _underline(told, exc)
    _amend(told.__cause__, exc.__cause__, seen)
    _amend(told.__context__, exc.__context__, seen)
    for inner, e in zip(getattr(told, "exceptions", None) or (), getattr(exc, "exceptions", ())):
        _amend(inner, e, seen)


def _suggest(told, exc):
    """Adds "Did you mean", which before Python 3.12 the traceback module does not know."""
    message = told._str
    start = message + ". Did you mean: "
    plain = "" if _knows_suggestions else _interpreter_text(exc)
    at = plain.rfind(start)
    if at >= 0:
        told._str = message + plain[at + len(message) :].split("\n", 1)[0]


def _underline(told, exc):
    """The interpreter marks one column for kinds of SyntaxError, and to the line's end what goes on in the next."""
    end = getattr(exc, "end_lineno", None)  # not before Python 3.10
    if type(exc) is not SyntaxError:
        told.end_offset = None
    elif exc.text and end and exc.lineno and end > exc.lineno:
        told.end_offset = len(exc.text.rstrip("\n")) + 1


def _interpreter_text(exc):
    unlimited = object()
    limit, stream = _sys.get("tracebacklimit", unlimited), _sys.get("stderr")
    _sys["tracebacklimit"], _sys["stderr"] = 0, StringIO()
    try:
        _print(type(exc), exc, exc.__traceback__)
        return _sys["stderr"].getvalue()
    finally:
        _sys["stderr"] = stream
        if limit is unlimited:
            del _sys["tracebacklimit"]
        else:
            _sys["tracebacklimit"] = limit
