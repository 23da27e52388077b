"""Modules that are loaded already, which a program has to import as if they were not.

While the zygote loads them, recorder.py notes what the code of each one imports. Then ``Warm`` takes them out of `sys.modules`,
and out of their packages, so that a program finds there what a script finds. When it imports one, that module and all that its
code had imported come back as they are: nothing is read and nothing runs. Each is given once, and only where an import by the
book would have loaded it: not if a file of the program's folder comes first, for it or for any module that it needs.
"""

from __future__ import annotations

import _frozen_importlib as importlib
import os
import sys
import time
from _frozen_importlib import ModuleSpec

import hidden

_TICK = 20_000_000  # nanoseconds within which two changes of a folder may carry the same time
_UNKNOWN = frozenset(("\0",))


_warm = None


def hide(needs: dict, usual, ours) -> None:
    """Takes all modules but the usual ones out of the sight of programs; what ``ours`` import goes on working."""
    global _warm
    _warm = Warm(needs, usual, ours)


def find(name: str):
    """Returns a module that is loaded, whether a program has imported it or not; None if it is not."""
    return _warm.module(name) if _warm else sys.modules.get(name)


def when_loaded(name: str, act) -> None:
    """Has something done to a module: now, or as soon as a program has it loaded. After ``hide``."""
    module = find(name)
    if module is not None:
        act(module)
    else:
        _warm.awaited[name] = act


def provide(name: str, fill) -> None:
    """Has a module found where there is none of its name: an empty one, that is given to ``fill``; None ends that."""
    if fill is not None:
        _warm.provided[name] = fill
    else:
        _warm.provided.pop(name, None)


class Warm:
    """The modules that programs can import at once."""

    def __init__(self, needs: dict, usual, ours):
        self.awaited, self.provided = {}, {}
        self._needs = needs
        self._given = {}
        self._bound = set()
        self._folders = {}
        self._finders, self._path = list(sys.meta_path), list(sys.path)
        self._modules = {name: module for name, module in sys.modules.items() if name not in usual}
        self._roots = frozenset(name for name, module in self._modules.items() if "." not in name and not _built_in(module))
        for name in self._modules:
            del sys.modules[name]
        kept = set().union(*(self._closure(name) for name in ours))
        for name, module in self._modules.items():
            if name not in kept:
                self._unbind(name, module)
        self._real = importlib._find_spec
        importlib._find_spec = self._find_spec

    def _unbind(self, name: str, module) -> None:
        """Takes a module out of its package, unless it is the package's own code that imports it, and may use it."""
        package, _, child = name.rpartition(".")
        holder = self.module(package)
        if getattr(holder, "__dict__", {}).get(child) is module and name not in self._closure(package):
            delattr(holder, child)
            self._bound.add(name)

    def _closure(self, name: str) -> set:
        found, open_ = {name}, [name]
        while open_:
            new = self._needs.get(open_.pop(), set()) - found
            found |= new
            open_ += new
        return found

    def module(self, name: str):
        return self._modules.get(name) or sys.modules.get(name)

    @hidden.frame
    def _find_spec(self, name, path, target=None):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        module = self._modules.get(name)
        if module is not None and target is None:
            foreign = self._foreign_spec(name, path) if sys.meta_path != self._finders else None
            if foreign is not None:
                return foreign
            needed = self._needed(name) if self._reachable(name, path, module) else None
            if needed is not None:
                return ModuleSpec(name, _Giver(self, module, needed))
        spec = self._real(name, path, target)
        if spec is None and name in self.provided:
            return ModuleSpec(name, _Filler(self.provided[name]), is_package=True)
        if name in self.awaited and hasattr(spec, "loader"):
            hidden.unwatched(_then, spec.loader, self.awaited.pop(name))
        return spec

    @hidden.frame
    def _foreign_spec(self, name: str, path):
        """Asks the finders that the program has put in, which come first."""
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        for finder in sys.meta_path:
            if finder not in self._finders and hasattr(finder, "find_spec"):
                spec = finder.find_spec(name, path, None)
                if spec is not None:
                    return spec
        return None

    @hidden.frame
    def _reachable(self, name: str, path, module) -> bool:
        """Returns whether an import would come to where the module was loaded from."""
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        for finder in self._finders:
            if finder not in sys.meta_path:
                return False
        if path is None:
            return _built_in(module) or sys.path[-len(self._path) :] == self._path
        package = name.rpartition(".")[0]
        spec = getattr(self._given.get(package) or sys.modules.get(package), "__spec__", None)
        return spec is not None and list(path) == list(spec.submodule_search_locations or ())

    @hidden.frame
    def _needed(self, name: str):
        """Returns the modules that come with one; None if a program has something else in the place of any."""
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        found, open_, modules, loaded = {name}, [name], self._modules, sys.modules
        while open_:
            for need in self._needs.get(open_.pop(), ()):
                if need in found:
                    continue
                if need in modules:
                    if need in loaded:
                        return None
                    found.add(need)
                    open_.append(need)
                elif need in self._given and loaded.get(need) is not self._given[need]:
                    return None
        if len(sys.path) > len(self._path):
            for folder in sys.path[: -len(self._path)]:
                names = self._names(folder)
                if names is _UNKNOWN:
                    return None
                for need in found if names else ():
                    if need.partition(".")[0] in names:
                        return None
        return found

    @hidden.frame
    def _names(self, folder: str):
        """Returns what could be imported from a folder, of the modules we have."""
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        try:
            changed = os.stat(folder or ".").st_mtime_ns
            kept = self._folders.get(folder)
            if kept is None or kept[0] != changed or not folder:
                names = set()
                for entry in os.listdir(folder or "."):
                    names.add(entry.partition(".")[0])
                kept = changed, self._roots & names
                if time.time_ns() - changed > _TICK:
                    self._folders[folder] = kept
            return kept[1]
        except (FileNotFoundError, TypeError):
            return frozenset()
        except OSError:  # an archive
            return _UNKNOWN

    @hidden.frame
    def give(self, needed: set) -> None:
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        for name in needed:
            module = self._modules.pop(name)
            self._given[name] = sys.modules[name] = module
            if name in self._bound:
                package, _, child = name.rpartition(".")
                setattr(self._given.get(package) or self._modules.get(package) or sys.modules.get(package), child, module)


def _then(loader, act) -> None:
    """Has a loader do something more when it has executed its module."""
    execute = loader.exec_module

    @hidden.frame
    def exec_module(module):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        del loader.exec_module
        execute(module)
        hidden.unwatched(act, module)

    loader.exec_module = exec_module


class _Giver:
    """Loads a module that is there."""

    @hidden.frame
    def __init__(self, warm: Warm, module, needed: set):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        self._warm, self._module, self._needed = warm, module, needed
        self._spec = getattr(module, "__spec__", None)

    @hidden.frame
    def create_module(self, spec):
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        return self._module

    @hidden.frame
    def exec_module(self, module) -> None:
        if isinstance(hidden.profiler(), hidden.Profiler):
            hidden.go_on(hidden.balance())
        self._warm.give(self._needed)
        try:
            module.__spec__ = self._spec
        except AttributeError:
            pass


class _Filler:
    """Loads a module of ours that a program asks for."""

    def __init__(self, fill):
        self._fill = fill

    def create_module(self, spec):
        return None

    def exec_module(self, module) -> None:
        self._fill(module)


@hidden.frame
def _built_in(module) -> bool:
    if isinstance(hidden.profiler(), hidden.Profiler):
        hidden.go_on(hidden.balance())
    return getattr(getattr(module, "__spec__", None), "origin", None) in ("built-in", "frozen")
