"""The texts of programs, kept for tracebacks and for `inspect`: so many bytes of them, the oldest are forgotten first.

A text that defined functions or classes lives longer than one of which nothing can be left but a traceback.
"""
import linecache
import sys
from _io import StringIO
from collections import deque

import hidden
import private

_PASSING, _LASTING = 256 << 10, 8 << 20
_ENTRY = 1200  # about what an entry costs besides its text, in bytes

_BY_LINE = sys.version_info >= (3, 13)  # then inspect knows the line in which a class begins: it has to be the newest text's

_DECORATORS = 40  # lines of them that may stand before a class
_frame, _name_of = sys._getframe, type.__dict__["__name__"].__get__

_own = vars(private.module("linecache"))
_theirs = vars(linecache)
_modules = sys.modules


class Sources:
    """Known to two modules `linecache`: the programs', which they may spoil, and our own."""

    def __init__(self):
        self.start()

    def forget(self, file):
        """Begins anew."""
        if self.current is not None:
            self.settle(True)
        for entries in self.passing, self.lasting:
            while entries:
                self.drop(entries)
        _theirs["cache"].pop(file, None)
        self.start()

    def start(self):
        self.passing, self.lasting = deque(), deque()
        self.room = _PASSING
        self.lasting_room = _LASTING
        self.current = None
        self.parsed = False

    def add(self, name, source):
        """Makes a program's text known under its name, as long as it is not forgotten."""
        lines = StringIO(source, None).readlines()
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        cache = _theirs.get("cache")
        if type(cache) is not dict:
            cache = _theirs["cache"] = {}
        size = len(source)
        cache[name] = _own["cache"][name] = size, None, lines, name
        self.current = name, size * 2 + _ENTRY
        self.parsed = False
        return cache

    def settle(self, lasting):
        """Files the current program's text, and forgets what there is no room for any more."""
        if self.current is None:
            return
        name, size = entry = self.current
        self.current = None
        if lasting:
            self.lasting.append(entry)
            self.lasting_room -= size
            while self.lasting_room < 0 and len(self.lasting) > 1:
                self.lasting_room += self.drop(self.lasting)
        else:
            self.passing.append(entry)
            self.room -= size
            while self.room < 0 and len(self.passing) > 1:
                self.room += self.drop(self.passing)

    def drop(self, entries):
        name, size = entries.popleft()
        _own["cache"].pop(name, None)
        cache = _theirs.get("cache")
        if type(cache) is dict:
            cache.pop(name, None)
        return size

    def lines(self, name):
        entry = _own["cache"].get(name)
        return entry[2] if entry else []

    def earlier(self):
        """The names of the earlier texts that are still known, oldest first."""
        names = [name for name, _ in (*self.passing, *self.lasting)]
        names.sort(key=lambda name: int(name[len("<step-") : -1]))
        return names

    def session(self):
        """All texts that defined anything, and the current one: where inspect looks for the source of a class."""
        return [line for name in self.defining() for line in (*self.lines(name), "\n")]

    def defining(self):
        names = [name for name, _ in self.lasting]
        if self.current and self.parsed:
            names.append(self.current[0])
        if _BY_LINE:
            names.reverse()
        return names

    def of_class(self, start, name):
        """The text in which a class of this name begins after so many lines; all texts, if there is none."""
        for text in self.defining():
            lines = self.lines(text)
            if _begins_class(lines[start:], name):
                return lines
        return self.session()


def _begins_class(lines, name):
    for line in lines[:_DECORATORS]:
        line = line.lstrip()
        if line.startswith("class ") and line[len("class ") :].lstrip().startswith(name):
            return True
        if line.startswith(("class ", "def ", "import ", "from ")):
            return False
    return False


class SessionLines:
    """A list of lines that is put together when somebody looks at it."""

    def __init__(self, sources):
        self._lines = sources.session
        self._of_class = sources.of_class

    @hidden.frame
    def __len__(self):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        return len(hidden.unwatched(self._lines))

    @hidden.frame
    def __iter__(self):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        return iter(hidden.unwatched(self._lines))

    @hidden.frame
    def __getitem__(self, at):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        if _BY_LINE and type(at) is slice:  # inspect wants the lines from a class on: it says which, for it is at work on it
            wanted = _frame(0).f_locals.get("object")  # of who calls us: our own frame is hidden
            if isinstance(wanted, type):
                return hidden.unwatched(self._of_class, at.start or 0, _name_of(wanted))[at]
        return hidden.unwatched(self._lines)[at]
