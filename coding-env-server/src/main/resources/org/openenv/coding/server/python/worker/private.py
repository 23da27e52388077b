"""Copies of standard modules for ourselves alone: programs replace what is in theirs, by accident and on purpose.

Modules of ours take what they need from modules written in C when they are imported, before any program ran, and look
nothing up later. That does not help with the functions of modules written in Python, which look up each other. So those
that tell tracebacks are executed once more, in namespaces that no program can find.
"""
import builtins
import importlib
import importlib.util
from types import ModuleType

_EXECUTED_AGAIN = frozenset((
    "_colorize", "ast", "codeop", "contextlib", "keyword", "linecache", "textwrap", "token", "tokenize", "traceback"))
# what functions of these import when they are called, in one version of Python or another
_IMPORTED_LATE = *_EXECUTED_AGAIN, "_suggestions", "os", "sys", "types", "unicodedata", "warnings"


class _Copies:
    def __init__(self):
        self.modules = {}
        self.sealed = False
        self.builtins = {**vars(builtins), "__import__": self.bring}

    def bring(self, name, globals=None, locals=None, fromlist=(), level=0):
        """What `import` does in a copy."""
        module = self.copy(name)
        return module if fromlist else self.copy(name.partition(".")[0])

    def copy(self, name):
        if name not in self.modules:
            if self.sealed:
                raise ImportError(name)
            real = importlib.import_module(name)
            self.modules[name] = module = ModuleType(name)
            if name in _EXECUTED_AGAIN:
                module.__builtins__ = self.builtins
                exec(importlib.util.find_spec(name).loader.get_code(name), vars(module))
            else:
                vars(module).update(vars(real))
            package, _, child = name.rpartition(".")
            if package:
                setattr(self.copy(package), child, module)
        return self.modules[name]


_copies = _Copies()


def module(name):
    """Returns our own copy of a module. Only at the import of one of ours."""
    _copies.sealed = False
    copy = _copies.copy(name)
    for late in _IMPORTED_LATE:
        if importlib.util.find_spec(late) is not None:
            _copies.copy(late)
    _copies.sealed = True  # from now on an import would be the programs' business
    return copy
