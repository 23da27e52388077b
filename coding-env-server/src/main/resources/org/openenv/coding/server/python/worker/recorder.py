"""Notes what the code of each module imports, while the zygote loads them: for warm.py. The first of ours to be imported."""

from __future__ import annotations

import _frozen_importlib as importlib
import builtins
import sys


class Recorder:
    """Notes which modules the code of a module imports, whether these are loaded by it or were before."""

    def __init__(self):
        self.needs = {}
        self._running = []
        self._accounted = set()
        self._import, self._find = builtins.__import__, importlib._find_and_load
        self._load = importlib._load_unlocked
        builtins.__import__ = self._imported
        importlib._find_and_load = self._found
        importlib._load_unlocked = self._loaded

    def stop(self) -> None:
        builtins.__import__, importlib._find_and_load, importlib._load_unlocked = self._import, self._find, self._load

    def _imported(self, name, globals=None, locals=None, fromlist=(), level=0):
        module = self._import(name, globals, locals, fromlist, level)
        if self._running:
            package = ""
            if level:
                package = globals.get("__package__") or globals["__name__"].rpartition(".")[0]
                package = package.rsplit(".", level - 1)[0] + ("." if name else "")
            self._note(package + name)
            for attribute in fromlist or ():
                if f"{package}{name}.{attribute}" in sys.modules:
                    self._note(f"{package}{name}.{attribute}")
        return module

    def _found(self, name, import_):
        module = self._find(name, import_)
        self._note(name)
        return module

    def _loaded(self, spec):
        before = set(sys.modules)
        self._running.append(spec.name)
        self._accounted.add(spec.name)
        try:
            module = self._load(spec)
            for name in set(sys.modules) - before - self._accounted:  # it has put there itself
                self._accounted.add(name)
                self._note(name)
            return module
        finally:
            self._running.pop()

    def _note(self, name: str) -> None:
        if self._running:
            needs = self.needs.setdefault(self._running[-1], set())
            while name:
                needs.add(name)
                name = name.rpartition(".")[0]
