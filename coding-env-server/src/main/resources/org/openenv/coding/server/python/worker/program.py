"""Runs one program after another in a real `__main__`, as `python3 main.py` would, and tells how each ended."""
import __future__
import builtins
import errno
import sys
from _ast import Assign, Expr, Name, Store
from _frozen_importlib_external import SourceFileLoader
from collections import namedtuple
from types import CodeType, ModuleType

import errors
import hidden
import mainfile
import recursion
import refusals
import sources
import tracing
import warm

Outcome = namedtuple("Outcome", "code kind flags value error")

EXITED, EXCEPTION, UNPARSABLE, MALFORMED, INTERRUPTED = range(5)
HAS_VALUE, HAS_ERROR, DISK_FULL = 4, 8, 32
CUT_SHORT = Outcome(130, INTERRUPTED, 0, "", "")

_ONLY_AST = 0x400
_FUTURES = __future__.annotations.compiler_flag | __future__.barry_as_FLUFL.compiler_flag
_VALUE = 10_000
_NO_ROOM = errno.ENOSPC, errno.EDQUOT, errno.EFBIG
_SLICED = str, bytes, list, tuple

_sys, _modules, _builtins = vars(sys), sys.modules, builtins
_name_of = type.__dict__["__name__"].__get__
_cut, _length = str.__getitem__, str.__len__
_LAST = "<last>"
run, resume_watching, stop_watching = hidden.runner(), tracing.resume, tracing.stop


def kept(expression):
    """Returns the statement that keeps an expression's value."""
    name = Name(_LAST, Store())
    statement = Assign([name], expression.value)  # whole at once: newer versions warn of what is missing
    for node in name, statement:
        node.lineno, node.col_offset = expression.lineno, expression.col_offset
        node.end_lineno, node.end_col_offset = expression.end_lineno, expression.end_col_offset
    return statement


class Main:
    """The module that programs run in, and what they leave in it for one another."""

    def __init__(self):
        self.steps = 0
        self.name = ""
        self.sources = sources.Sources()
        self.text = mainfile.MainFile()
        self.file = "main.py"
        self.rich = self.shell = None
        self.offered = {}
        self.begin()

    def begin(self):
        """Makes the module, with nothing in it but what a script finds."""
        _sys["argv"] = ["main.py"]
        self.module = ModuleType("__main__")
        self.variables = vars(self.module)
        loader = SourceFileLoader("__main__", self.file)
        self.variables.update(
            __annotations__={}, __builtins__=_builtins, __cached__=None, __file__=self.file, __loader__=loader)
        self.variables.update(self.offered)
        self.whole = 1, None, sources.SessionLines(self.sources), self.file
        self.futures = 0
        self.lasting = False

    def offer(self, functions):
        """Has programs find functions besides."""
        self.offered = functions
        self.variables.update(functions)

    def settle(self, folder):
        """Says where the programs' file lies."""
        self.file = folder + "/main.py"
        self.begin()
        self.text.settle(self.file)

    def prepare(self, source):
        """Puts back what the next program must find, whatever the last one did, and makes its source known."""
        self.steps += 1
        self.name = name = "<step-%d>" % self.steps
        _modules["__main__"] = self.module
        self.variables["__builtins__"] = _builtins
        self.variables.pop("__warningregistry__", None)
        self.sources.settle(self.lasting)
        self.lasting = False
        self.sources.add(name, source)[self.file] = self.whole
        self.text.write(source)

    def forget_warm_up(self):
        self.steps = 0
        self.sources.forget(self.file)

    @hidden.frame
    def attempt(self, source, echo, listen, memory):
        """Runs the program and whatever it takes to tell its end: its excepthook, its __str__ and __repr__."""
        name = self.name
        try:
            listen()
            code = self.parse(source, name)
            resume_watching()
            result = run(code, self.variables)
            if self.shell is not None:
                self.shell.finish(result, code)
            stop_watching()
            return self.ended(self.variables.pop(_LAST, None), echo)
        except MemoryError as exc:
            memory.ran_out()
            stop_watching()
            caught = exc
        except BaseException as exc:
            stop_watching()
            memory.ease()
            caught = exc
        # Told when it is no longer being handled, or it would be the context of what goes wrong in the telling.
        return self.exited(caught) if issubclass(type(caught), SystemExit) else self.failed(caught, source, name)

    def parse(self, source, name):
        """Compiles a program; the lines of warnings are shown by a module that finds them, where else a file would be looked for."""
        module = None if "warnings" in _modules else warm.find("warnings")
        if module is not None:
            _modules["warnings"] = module
        try:
            return self.compiled(source, name)
        finally:
            if module is not None and _modules.get("warnings") is module:
                del _modules["warnings"]

    def compiled(self, source, name):
        """Has the value of a last expression kept under a name that no program can use."""
        flags, silent = self.futures, False
        if self.shell is None:
            tree = compile(source, name, "exec", _ONLY_AST | flags, True)
        else:
            flags |= self.shell.flags
            silent = self.shell.is_silent(source)
            source, tree = self.shell.parsed(source, lambda text: compile(text, name, "exec", _ONLY_AST | flags, True))
        self.sources.parsed = True
        try:
            statements = tree.body
            if statements and type(statements[-1]) is Expr and not silent:
                statements[-1] = kept(statements[-1])
            code = compile(tree, name, "exec", flags, True)
        except (AttributeError, TypeError):  # a program has spoilt the classes of syntax trees
            code = compile(source, name, "exec", flags, True)
        self.futures = (flags | code.co_flags) & _FUTURES
        for constant in code.co_consts:
            if type(constant) is CodeType:
                self.lasting = True
        return code

    def ended(self, value, echo):
        if value is None:
            return Outcome(0, EXITED, 0, "", "")
        if echo:
            _sys["displayhook"](value)
        if self.shell is not None:
            self.shell.keep(value)
        text = self.repr(value)
        if self.rich is not None:
            self.rich.show(value, text, "execute_result")
        return Outcome(0, EXITED, HAS_VALUE, text, "")

    def repr(self, value):
        kind = type(value)
        for sliced in _SLICED:
            if kind is sliced and len(value) > _VALUE:
                value = value[:_VALUE]
        try:
            text = repr(value)
        except Exception:
            return "<%s object, repr() failed>" % _name_of(kind)
        return _cut(text, slice(_VALUE)) + ("..." if _length(text) > _VALUE else "")

    def exited(self, exc):
        code = exc.code
        if code is None:
            code = 0
        elif isinstance(code, int):
            code = code & 0xFF if -(1 << 63) <= code < 1 << 63 else 255
        else:
            errors.tell_code(code)
            code = 1
        return Outcome(code, EXITED, 0, "", "")

    def failed(self, exc, source, name):
        recursion.make_room()
        kind, code, type_ = EXCEPTION, 1, type(exc)
        if self.shell is not None:
            self.shell.told(exc)
        if issubclass(type_, KeyboardInterrupt):
            kind, code = INTERRUPTED, 130
        elif errors.traceback_of(errors.trim(exc)) is None and issubclass(type_, (SyntaxError, ValueError)):
            if not issubclass(type_, SyntaxError):  # a null byte
                exc = SyntaxError(str(exc))
            errors.add_source_line(exc, source)
            kind = self.malformed(source, name)
        try:
            errors.report(exc)
            error = errors.describe(exc)
        except Exception as second:
            error = errors.untellable(exc, second)
        full = issubclass(type_, OSError) and exc.errno in _NO_ROOM and not refusals.raised_by_a_statement(exc)
        return Outcome(code, kind, HAS_ERROR | DISK_FULL if full else HAS_ERROR, "", error)

    def malformed(self, source, name):
        try:
            compile(source, name, "exec", _ONLY_AST | self.futures, True)
        except Exception:
            return UNPARSABLE
        return MALFORMED
