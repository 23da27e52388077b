"""What notebooks call `get_ipython()`: runs magics and commands in the session's variables, and cells with `await`."""
import builtins
import sys
from types import TracebackType

import bundle
import cellsource
import magics

_sys, _builtins = vars(sys), vars(builtins)
_AWAIT = 0x2000  # ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_COROUTINE = 0x80
_frame = sys._getframe


class Shell:
    """One session's cells."""

    def __init__(self, main, rich):
        self._main, self._rich = main, rich
        self._loop = None
        self._count, self._out = 0, {}
        self._timer = self._last = None
        self._getter = self._get

    # -- what the runner calls

    flags = _AWAIT

    def begin(self, source):
        self._count += 1
        self._timer = None
        _builtins["get_ipython"] = self._getter
        variables = self._main.variables
        variables.setdefault("In", [""])
        variables.setdefault("Out", self._out)
        if type(variables["In"]) is list:
            variables["In"].append(source)

    def leave(self):
        if _builtins.get("get_ipython") is self._getter:
            del _builtins["get_ipython"]

    def _get(self):
        return self

    def of_library(self):
        """What libraries get, which would want more of a real one than there is; the cells' own code gets the shell."""
        return self if self._main.shell is self and _frame(1).f_globals is self._main.variables else None

    def parsed(self, source, parse):
        """Parses a cell: as it is, or where that fails, as magics."""
        try:
            return source, parse(source)
        except SyntaxError:
            if not cellsource.is_magical(source):
                raise
        source = cellsource.translate(source)
        return source, parse(source)

    @staticmethod
    def is_silent(source):
        """Whether the last line ends in a semicolon: then its value is not shown."""
        last = source.rstrip().rpartition("\n")[2]
        return last.partition(" #")[0].rstrip().endswith(";")

    @staticmethod
    def told(exc):
        """Before an exception is told."""
        _told(exc)

    def finish(self, result, code):
        """Waits for a cell that awaits, others have run; tells the time of one that is timed."""
        if code.co_flags & _COROUTINE:
            self._wait(result)
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.tell()

    def keep(self, value):
        """`_`, `__`, `___`, `_7` and `Out[7]`."""
        variables = self._main.variables
        if value is self._out:
            return
        if "_" not in _builtins and variables.get("_") is self._last:  # else it is the program's own
            variables["___"], variables["__"] = variables.get("__", ""), variables.get("_", "")
            variables["_"] = self._last = value
        variables["_%d" % self._count] = self._out[self._count] = value

    def _wait(self, coroutine):
        import asyncio
        if self._loop is None or self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        task = self._loop.create_task(coroutine)
        try:
            self._loop.run_until_complete(task)
        except BaseException as exc:
            if not task.done():
                task.cancel()
                self._loop.run_until_complete(asyncio.wait([task], timeout=1))
            _without_loop(exc)
            raise exc from exc.__cause__

    # -- what cells call

    @property
    def user_ns(self):
        return self._main.variables

    @property
    def execution_count(self):
        return self._count

    def run_line_magic(self, name, line):
        return magics.line(self, name, self.expanded(line) if name not in magics.PYTHON else line)

    def run_cell_magic(self, name, line, cell):
        return magics.cell(self, name, line, cell)

    def time_cell(self):
        """What `%%time` begins with."""
        self._timer = magics.Timer()

    def magic(self, text):
        name, _, line = text.lstrip("%").partition(" ")
        return self.run_line_magic(name, line)

    def system(self, command):
        self.user_ns["_exit_code"] = magics.run(["/bin/sh", "-c", self.expanded(command)])

    def getoutput(self, command):
        return magics.output(["/bin/sh", "-c", self.expanded(command)])

    def inspect(self, name, detail):
        magics.describe(self, name, detail)

    def expanded(self, text):
        return magics.expanded(text, self.user_ns)

    def display(self, *values):
        for value in values:
            self._rich.show(value, bundle.text_of(value), "display_data")

    def set_formats(self, formats):
        self._rich.set_formats(formats)


def _told(exc):
    """Takes our frames off the end of a traceback of a magic that can't be carried out."""
    if type(exc) is not magics.UsageError:
        return
    frames, tb = [], exc.__traceback__
    while tb is not None:
        frames.append(tb)
        tb = tb.tb_next
    while frames and frames[-1].tb_frame.f_code.co_filename.startswith("<openenv "):
        frames.pop()
    for one in reversed(frames):
        tb = TracebackType(tb, one.tb_frame, one.tb_lasti, one.tb_lineno)
    exc.__traceback__ = tb


def _without_loop(exc):
    """Takes the event loop's frames off a traceback, so that it begins with the cell's."""
    tb = exc.__traceback__
    while tb is not None and not tb.tb_frame.f_code.co_filename.startswith("<step-"):
        tb = tb.tb_next
    if tb is not None:
        exc.__traceback__ = tb
