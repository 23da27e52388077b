"""How an exception that nobody caught is told: to the reader of stderr as CPython prints it, to the server as JSON.

The interpreter's own printer can't show the source of a program that lies in no file, so the text is made by the
traceback module, brought to what the interpreter's printer does where the two differ.
"""
import io
import json
import os
import sys
import traceback

_OURS = "<openenv "
_FRAMES = 50
_TEXT = 8192
_NAME = 200


def trim(exc):
    """Takes the runner's own frames off the exception, so that only what the program called is left."""
    exc.__traceback__ = trim_head(exc.__traceback__)
    return exc


def trim_head(tb):
    while tb is not None and tb.tb_frame.f_code.co_filename.startswith(_OURS):
        tb = tb.tb_next
    return tb


def add_source_line(exc, source):
    """Completes an error of the compiler, which looks for the line in a file, in vain."""
    if exc.text is None and exc.lineno:
        lines = source.splitlines()
        if exc.lineno <= len(lines):
            exc.text = lines[exc.lineno - 1] + "\n"
    return exc


def report(exc):
    """Does what the interpreter does with an uncaught exception: sets sys.last_value and calls sys.excepthook."""
    trim(exc)
    sys.last_type, sys.last_value, sys.last_traceback = type(exc), exc, exc.__traceback__
    hook = getattr(sys, "excepthook", None)
    if hook is None or hook is sys.__excepthook__:
        show(type(exc), exc, exc.__traceback__)
        return
    try:
        hook(type(exc), exc, exc.__traceback__)
    except SystemExit:
        raise
    except BaseException as second:
        if isinstance(second, KeyboardInterrupt):
            raise
        sys.stderr.write("Error in sys.excepthook:\n")
        show(type(second), trim(second), second.__traceback__)
        sys.stderr.write("\nOriginal exception was:\n")
        show(type(exc), exc, exc.__traceback__)


def show(kind, exc, tb):
    """Prints an exception as the interpreter's own hook does."""
    stream = sys.stderr
    if stream is not None:
        stream.write(text(kind, exc, tb))
        stream.flush()


def text(kind, exc, tb):
    limit = getattr(sys, "tracebacklimit", 1000)
    limit = limit if isinstance(limit, int) else 1000
    told = traceback.TracebackException(kind, exc, tb, limit=-limit if limit > 0 else 0, compact=True)
    if sys.version_info < (3, 13):  # from then on the interpreter prints with the traceback module itself
        _amend(told, exc, set())
    return "".join(told.format())


def _amend(told, exc, seen):
    """Makes the traceback module tell an exception and those that led to it as the interpreter's own printer does."""
    if told is None or exc is None or id(exc) in seen:
        return
    seen.add(id(exc))
    if isinstance(exc, (NameError, AttributeError)):
        _suggest(told, exc)
    elif isinstance(exc, SyntaxError):
        _underline(told, exc)
    _amend(told.__cause__, exc.__cause__, seen)
    _amend(told.__context__, exc.__context__, seen)
    for inner, e in zip(told.exceptions or (), getattr(exc, "exceptions", ())):
        _amend(inner, e, seen)


def _suggest(told, exc):
    """Adds "Did you mean", which before Python 3.12 the traceback module does not know."""
    message = told._str
    start = message + ". Did you mean: "
    plain = "" if hasattr(traceback, "_compute_suggestion_error") else _interpreter_text(exc)
    at = plain.rfind(start)
    if at >= 0:
        told._str = message + plain[at + len(message) :].split("\n", 1)[0]


def _underline(told, exc):
    """The interpreter marks one column for kinds of SyntaxError, and to the line's end what goes on in the next."""
    if type(exc) is not SyntaxError:
        told.end_offset = None
    elif exc.text and exc.end_lineno and exc.lineno and exc.end_lineno > exc.lineno:
        told.end_offset = len(exc.text.rstrip("\n")) + 1


def _interpreter_text(exc):
    unlimited = object()
    limit, stream = getattr(sys, "tracebacklimit", unlimited), sys.stderr
    sys.tracebacklimit, sys.stderr = 0, io.StringIO()
    try:
        sys.__excepthook__(type(exc), exc, exc.__traceback__)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = stream
        if limit is unlimited:
            del sys.tracebacklimit
        else:
            sys.tracebacklimit = limit


def describe(exc):
    """Returns the exception as JSON: type, message, line and the program's own frames."""
    frames = []
    for frame, line in traceback.walk_tb(exc.__traceback__):
        code = frame.f_code
        if code.co_filename.startswith("<step-"):
            frames.append((code.co_filename, line or 0, code.co_name[:_NAME]))
    line = frames[-1][1] if frames else None
    if isinstance(exc, SyntaxError):
        line, message = exc.lineno or line, exc.msg
    else:
        message = _message(exc)
    kind = type(exc)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else kind.__module__ + "." + kind.__qualname__
    return json.dumps({
        "type": name[:_NAME], "message": str(message)[:_TEXT], "line": line, "frames": frames[-_FRAMES:]})


def untellable(exc, second):
    """When an exception can't be told because telling it raised another: says at least which it was."""
    name_of = type.__dict__["__name__"].__get__
    name, obstacle = name_of(type(exc)), name_of(type(second))
    os.write(2, ("%s: its traceback can't be shown (%s)\n" % (name, obstacle)).encode("utf-8", "replace"))
    return json.dumps({"type": name[:_NAME], "message": "", "line": None, "frames": []})


def _message(exc):
    try:
        return str(exc)
    except Exception:
        return "<exception str() failed>"


def install_hooks():
    """Has errors in threads and finalizers told with their source lines too."""
    sys.unraisablehook = _unraisable
    threading = sys.modules.get("threading")
    if threading is not None:
        threading.excepthook = _in_thread


def _in_thread(args, /):
    """Handle uncaught Thread.run() exception."""
    if args.exc_type == SystemExit:
        return
    stream = sys.stderr if sys.stderr is not None else getattr(args.thread, "_stderr", None)
    if stream is not None:
        name = args.thread.name if args.thread is not None else "<unknown>"
        stream.write("Exception in thread %s:\n%s" % (name, text(args.exc_type, args.exc_value, args.exc_traceback)))
        stream.flush()


def _unraisable(args, /):
    """Handle an unraisable exception."""
    if sys.stderr is None:
        return
    lines = ["%s: %r\n" % (args.err_msg or "Exception ignored in", args.object)] if args.object is not None else [
        "%s:\n" % args.err_msg] if args.err_msg else []
    told = traceback.TracebackException(args.exc_type, args.exc_value, trim_head(args.exc_traceback), compact=True)
    if told.stack:
        lines += ["Traceback (most recent call last):\n", *told.stack.format()]
    sys.stderr.write("".join((*lines, *told.format_exception_only())))
    sys.stderr.flush()
