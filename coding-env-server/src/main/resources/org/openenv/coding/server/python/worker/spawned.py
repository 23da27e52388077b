"""Processes that multiprocessing starts afresh: they import the program's file, and find there what earlier steps defined.

A script's children import the whole script. Of the earlier steps of an episode they get functions, classes, imports and
plain assignments, so that a function can be handed to a pool whichever step defined it; what calls something is left out,
for it would be done again in each child.
"""
from _ast import Assign, AsyncFunctionDef, Call, ClassDef, FunctionDef, Import, ImportFrom

import hidden
import private
import warm

_ast = private.module("ast")
_DEFINITIONS = FunctionDef, AsyncFunctionDef, ClassDef, Import
_open = open


class Preparation:
    """Waits for the import of multiprocessing.spawn, and changes which file it has children import."""

    def __init__(self, main):
        self.main = main

    def install(self):
        warm.when_loaded("multiprocessing.spawn", self.change)

    def change(self, module):
        original = module.get_preparation_data

        @hidden.frame
        def get_preparation_data(name):
            if isinstance(hidden.profiler(), hidden.Profiler):
                hidden.go_on(hidden.balance())
            data = original(name)
            if data.get("init_main_from_path") == self.main.file:
                data["init_main_from_path"] = hidden.unwatched(self.file)
            return data

        module.get_preparation_data = get_preparation_data

    def file(self):
        """Returns the file to import: the program's own, unless earlier steps defined anything."""
        main = self.main
        earlier = [text for name in main.sources.earlier() for text in definitions("".join(main.sources.lines(name)))]
        if not earlier or main.text.fd < 0:
            return main.file
        path = main.file[: -len("main.py")] + ".main.py"
        whole = "__file__ = %r\nexec(compile(open(__file__, encoding='utf-8').read(), __file__, 'exec'))\n" % main.file
        try:
            with _open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
                file.write("\n".join((*earlier, whole)))
        except OSError:
            return main.file
        return path


def definitions(source):
    """Returns what of a program can be repeated without doing anything, each in a statement that can't fail."""
    try:
        tree = compile(source, "", "exec", 0x400, True)
    except SyntaxError:  # a cell of a notebook, with magics
        return
    for node in tree.body:
        kind = type(node)
        if kind in _DEFINITIONS or kind is ImportFrom and node.module != "__future__" or kind is Assign and _plain(node):
            yield _guarded(node)


def _plain(node):
    return not any(type(part) is Call for part in _ast.walk(node.value))


def _guarded(node):
    passed = _ast.ExceptHandler(type=_ast.Name("Exception", _ast.Load()), name=None, body=[_ast.Pass()])
    return _ast.unparse(_ast.Try(body=[node], handlers=[passed], orelse=[], finalbody=[]))
