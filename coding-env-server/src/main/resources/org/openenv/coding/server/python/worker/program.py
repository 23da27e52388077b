"""Runs one program after another in a real `__main__`, as `python3 main.py` would, and tells how each ended."""
import __future__
import builtins
import errno
import io
import linecache
import os
import sys
import types
from _ast import Expr, Expression
from collections import namedtuple

import errors
import recursion

Outcome = namedtuple("Outcome", "code kind flags value error")

EXITED, EXCEPTION, UNPARSABLE, MALFORMED, INTERRUPTED = range(5)
HAS_VALUE, HAS_ERROR, DISK_FULL = 4, 8, 32
CUT_SHORT = Outcome(130, INTERRUPTED, 0, "", "")

_ONLY_AST = 0x400
_FUTURES = __future__.annotations.compiler_flag | __future__.barry_as_FLUFL.compiler_flag
_VALUE = 10_000
_NO_ROOM = errno.ENOSPC, errno.EDQUOT, errno.EFBIG


class Main:
    """The module that programs run in, and what they leave in it for one another."""

    def __init__(self):
        self.module = types.ModuleType("__main__")
        self.variables = vars(self.module)
        self.variables.update(__annotations__={}, __builtins__=builtins, __cached__=None)
        self.steps = 0
        self.name = ""
        self.futures = 0
        self.parsed = []

    def settle(self, folder):
        """Says where the programs' file would lie."""
        self.file = self.variables["__file__"] = os.path.join(folder, "main.py")

    def prepare(self, source):
        """Puts back what the next program must find, whatever the last one did, and makes its source known."""
        self.steps += 1
        self.name = name = "<step-%d>" % self.steps
        sys.modules["__main__"] = self.module
        self.variables.pop("__warningregistry__", None)
        lines = io.StringIO(source, None).readlines()
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        if not isinstance(linecache.cache, dict):
            linecache.cache = {}
        linecache.cache[name] = (len(source), None, lines, name)
        linecache.cache[self.file] = (self.session_source,)
        if "__file__" in source or "spawn" in source or "forkserver" in source:
            self.write_file(source)

    def session_source(self):
        """All programs that could be parsed: where inspect looks for the source of a class."""
        return "".join(line for name in self.parsed for line in (*linecache.getlines(name), "\n"))

    def forget_warm_up(self):
        self.steps = 0
        self.parsed.clear()

    def write_file(self, source):
        """Makes __file__ real for a program that reads itself or whose children import it."""
        try:
            with open(self.file, "w", encoding="utf-8", errors="replace") as f:
                f.write(source)
        except OSError:
            pass

    def attempt(self, source, echo, listen):
        """Runs the program and whatever it takes to tell its end: its excepthook, its __str__ and __repr__."""
        name = self.name
        try:
            listen()
            value = self.execute(source, name)
            if value is None:
                return Outcome(0, EXITED, 0, "", "")
            if echo:
                sys.displayhook(value)
            return Outcome(0, EXITED, HAS_VALUE, self.repr(value), "")
        except BaseException as exc:
            caught = exc
        # Told when it is no longer being handled, or it would be the context of what goes wrong in the telling.
        return self.exited(caught) if isinstance(caught, SystemExit) else self.failed(caught, source, name)

    def execute(self, source, name):
        """Compiles all, then runs all; returns the value of a last expression."""
        flags = self.futures
        tree = compile(source, name, "exec", _ONLY_AST | flags, True)
        self.parsed.append(name)
        statements = tree.body
        last = statements.pop() if statements and isinstance(statements[-1], Expr) else None
        if statements:
            body = compile(tree, name, "exec", flags, True)
            self.futures = flags = flags | body.co_flags & _FUTURES
            tail = last and compile(Expression(last.value), name, "eval", flags, True)
            value = eval(body, self.variables)  # exec would take one level more of the recursion limit
            return value if tail is None else eval(tail, self.variables)
        return last and eval(compile(Expression(last.value), name, "eval", flags, True), self.variables)

    def repr(self, value):
        kind = type(value)
        if kind in (str, bytes, list, tuple) and len(value) > _VALUE:
            value = value[:_VALUE]
        try:
            text = repr(value)
        except Exception:
            return "<%s object, repr() failed>" % kind.__name__
        return text if len(text) <= _VALUE else text[:_VALUE] + "..."

    def exited(self, exc):
        code = exc.code
        if code is None:
            code = 0
        elif isinstance(code, int):
            code = code if -(1 << 31) <= code < 1 << 31 else -1
        else:
            sys.stderr.write(str(code) + "\n")
            code = 1
        return Outcome(code, EXITED, 0, "", "")

    def failed(self, exc, source, name):
        recursion.make_room()
        kind, code = EXCEPTION, 1
        if isinstance(exc, KeyboardInterrupt):
            kind, code = INTERRUPTED, 130
        elif errors.trim(exc).__traceback__ is None and isinstance(exc, (SyntaxError, ValueError)):
            if not isinstance(exc, SyntaxError):  # a null byte
                exc = SyntaxError(str(exc))
            errors.add_source_line(exc, source)
            kind = self.malformed(source, name)
        try:
            errors.report(exc)
            error = errors.describe(exc)
        except Exception as second:
            error = errors.untellable(exc, second)
        full = isinstance(exc, OSError) and exc.errno in _NO_ROOM
        return Outcome(code, kind, HAS_ERROR | DISK_FULL if full else HAS_ERROR, "", error)

    def malformed(self, source, name):
        try:
            compile(source, name, "exec", _ONLY_AST | self.futures, True)
        except Exception:
            return UNPARSABLE
        return MALFORMED
