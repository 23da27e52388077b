"""How an exception that nobody caught is told: to the reader of stderr as CPython prints it, to the server as JSON.

The interpreter's own printer can't show the source of a program that lies in no file, so the text is made by the
traceback module, brought to what the interpreter's printer does where the two differ.
"""
import io
import json
import sys
import traceback

_OURS = "<openenv "
_FRAMES = 50
_TEXT = 8192


def trim(exc):
    """Takes the runner's own frames off the exception, so that only what the program called is left."""
    tb = exc.__traceback__
    while tb is not None and tb.tb_frame.f_code.co_filename.startswith(_OURS):
        tb = tb.tb_next
    exc.__traceback__ = tb
    return exc


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
    if not hasattr(traceback, "_compute_suggestion_error"):
        _suggest(told, exc, set())
    return "".join(told.format())


def _suggest(told, exc, seen):
    """Adds "Did you mean", which before Python 3.12 only the interpreter's own printer knows."""
    if told is None or exc is None or id(exc) in seen:
        return
    seen.add(id(exc))
    if isinstance(exc, (NameError, AttributeError)):
        message = told._str
        start = message + ". Did you mean: "
        plain = _interpreter_text(exc)
        at = plain.rfind(start)
        if at >= 0:
            told._str = message + plain[at + len(message) :].split("\n", 1)[0]
    _suggest(told.__cause__, exc.__cause__, seen)
    _suggest(told.__context__, exc.__context__, seen)
    for inner, e in zip(told.exceptions or (), getattr(exc, "exceptions", ())):
        _suggest(inner, e, seen)


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
            frames.append((code.co_filename, line or 0, code.co_name))
    line = frames[-1][1] if frames else None
    if isinstance(exc, SyntaxError):
        line, message = exc.lineno or line, exc.msg
    else:
        message = _message(exc)
    kind = type(exc)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else kind.__module__ + "." + kind.__qualname__
    return json.dumps({
        "type": name, "message": str(message)[:_TEXT], "line": line, "frames": frames[-_FRAMES:]})


def _message(exc):
    try:
        return str(exc)
    except Exception:
        return "<exception str() failed>"
