"""How an exception that nobody caught is told: to the reader of stderr as CPython prints it, to the server as JSON.

The interpreter's own printer can't show the source of a program that lies in no file, so the text is made by the
traceback module, our own copy of it, brought to what the interpreter's printer does where the two differ (suggest.py).
"""
import sys
from _json import encode_basestring_ascii as quote
from posix import write as write_descriptor

import private
import refusals
import suggest


_OURS = "<openenv "
_FRAMES = 50
_TEXT = 8192
_NAME = 200

_sys, _modules = vars(sys), sys.modules
_traceback = private.module("traceback")
vars(private.module("collections.abc"))["Sequence"] = list, tuple, str, bytes  # not by way of module abc, for notes
_TracebackException = _traceback.TracebackException
traceback_of = BaseException.__dict__["__traceback__"].__get__
set_traceback = BaseException.with_traceback
_name_of, _qualified_name_of = type.__dict__["__name__"].__get__, type.__dict__["__qualname__"].__get__
_module_of = type.__dict__["__module__"].__get__
_cut = str.__getitem__
_VERSION = sys.version_info[:2]
_line_of = private.module("linecache").getline
_compact = {"compact": True} if _VERSION >= (3, 10) else {}
own_hooks = [_sys["excepthook"]]  # the interpreter's, and what takes its place


if _VERSION < (3, 11):  # where the interpreter's own printer says of which module an exception is, also if it is __main__
    _only = _TracebackException.format_exception_only
    _shown_plainly = "__main__", "builtins"
    _only.__code__ = _only.__code__.replace(co_consts=tuple(
        [("builtins",) if constant == _shown_plainly else constant for constant in _only.__code__.co_consts]))


def trim(exc):
    """Takes the runner's own frames off the exception, so that only what the program called is left."""
    return set_traceback(exc, trim_head(traceback_of(exc)))


def trim_head(tb):
    while tb is not None and tb.tb_frame.f_code.co_filename.startswith(_OURS):
        tb = tb.tb_next
    return tb


def add_source_line(exc, source):
    """Makes an error of the compiler what it is for a file: it looks for the line there, in vain.

    What is missing at the end of a file has no column.
    """
    if not exc.lineno:
        return
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if exc.text is None and exc.lineno <= len(lines):
        exc.text = lines[exc.lineno - 1] + "\n"
    missing = getattr(exc, "end_offset", None) == -1 and exc.msg[:9] == "expected "
    if missing and not "".join(lines[exc.lineno :]).strip():
        exc.offset = 0


def report(exc):
    """Does what the interpreter does with an uncaught exception: sets sys.last_value and calls sys.excepthook."""
    tb = traceback_of(trim(exc))
    _sys["last_type"], _sys["last_value"], _sys["last_traceback"] = type(exc), exc, tb
    if _VERSION >= (3, 12):
        _sys["last_exc"] = exc
    hook = _sys.get("excepthook", report)
    if hook is report:
        tell("sys.excepthook is missing\n")
    if hook is report or hook is own_hooks[0] or hook is own_hooks[-1]:
        show(exc, tb)
        return
    try:
        hook(type(exc), exc, tb)
        return
    except SystemExit:
        raise
    except BaseException as error:
        if issubclass(type(error), KeyboardInterrupt):
            raise
        second = trim(error)
    tell("Error in sys.excepthook:\n")
    show(second, traceback_of(second))
    tell("\nOriginal exception was:\n")
    show(exc, tb)


def show(exc, tb):
    """Prints an exception as the interpreter's own hook does."""
    tell(text(type(exc), exc, tb))


def tell(line, stream=None):
    """Writes to standard error, if that takes it: nobody hears of it if it does not."""
    stream = _sys.get("stderr") if stream is None else stream
    if stream is not None:
        try:
            stream.write(line)
            stream.flush()
        except Exception:
            pass


def tell_code(code):
    """Prints what a program gave sys.exit() besides a number."""
    line = str(code) + "\n"
    if _sys.get("stderr") is not None:
        tell(line)
    else:
        write_descriptor(2, line.encode("utf-8", "backslashreplace"))


def text(kind, exc, tb):
    try:
        limit = _sys.get("tracebacklimit", 1000)
        limit = limit if isinstance(limit, int) else 1000
        told = _TracebackException(kind, exc, tb, limit=-limit if limit > 0 else 0, **_compact)
        if _VERSION < (3, 13):  # from then on the interpreter prints with the traceback module itself
            suggest.amend(told, exc)
        return "".join(told.format())
    except RecursionError:
        raise
    except Exception:  # an exception that can't be looked at: its frames, and what is left of it
        return "".join((*_plain_frames(tb), plain(exc)))


def looked_at(kind, exc, tb):
    """Returns the traceback module's account of an exception."""
    return _TracebackException(kind, exc, tb, **_compact)


def _plain_frames(tb):
    if tb is not None:
        yield "Traceback (most recent call last):\n"
    while tb is not None:
        code = tb.tb_frame.f_code
        yield '  File "%s", line %s, in %s\n' % (code.co_filename, tb.tb_lineno, code.co_name)
        line = _line_of(code.co_filename, tb.tb_lineno).strip()
        yield "    %s\n" % line if line else ""
        tb = tb.tb_next


def plain(exc):
    said = _message(exc)
    return "%s: %s\n" % (name(exc), said) if said else name(exc) + "\n"


def name(exc):
    kind = type(exc)
    module = _module_of(kind)
    known = type(module) is not str or module in ("builtins", "__main__")
    return _qualified_name_of(kind) if known else module + "." + _qualified_name_of(kind)


def describe(exc):
    """Returns the exception as JSON: type, message, line and the program's own frames."""
    frames, tb = [], traceback_of(exc)
    while tb is not None:
        code = tb.tb_frame.f_code
        if code.co_filename.startswith("<step-"):
            frames.append((code.co_filename, tb.tb_lineno or 0, code.co_name[:_NAME]))
        tb = tb.tb_next
    line = frames[-1][1] if frames else None
    if issubclass(type(exc), SyntaxError):
        line, message = exc.lineno or line, str(exc.msg)
    else:
        message = _message(exc)
    return _json(name(exc), message, line, frames[-_FRAMES:], refusals.names(exc))


def _json(kind, message, line, frames, refused=()):
    told = ", ".join(["[%s, %d, %s]" % (quote(file), at, quote(function)) for file, at, function in frames])
    number = "%d" % line if isinstance(line, int) else "null"
    return '{"type": %s, "message": %s, "line": %s, "frames": [%s], "refused": [%s]}' % (
        quote(kind[:_NAME]), quote(_cut(message, slice(_TEXT))), number, told, ", ".join([quote(call) for call in refused]))


def untellable(exc, second):
    """When an exception can't be told because telling it raised another: says at least which it was."""
    kind, obstacle = _name_of(type(exc)), _name_of(type(second))
    write_descriptor(2, ("%s: its traceback can't be shown (%s)\n" % (kind, obstacle)).encode("utf-8", "replace"))
    return _json(kind, "", None, ())


def _message(exc):
    try:
        return str(exc)
    except Exception:
        return "<exception str() failed>"


def unflushed(stream, exc):
    """Says that what was written to standard output could not be kept, as the interpreter does when it ends."""
    said = "on flushing sys.stdout:" if _VERSION >= (3, 13) else "in: %s" % shown(stream)
    tell("Exception ignored %s\n%s" % (said, plain(exc)))


def ignored(where, exc):
    """Tells an error that can't stop anything any more."""
    tell("Exception ignored %s:\n%s" % (where, text(type(exc), exc, trim_head(traceback_of(exc)))))


def shown(value):
    try:
        return repr(value)
    except BaseException:  # an interrupt too, as the interpreter
        return "<object repr() failed>"
