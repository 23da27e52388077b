"""The first code to run: the server gives it to the interpreter as the text of -c.

It reads one bundle from standard input, a length and then JSON {"modules": {name: source}, "config": {...}}, and makes
the modules importable from memory, so that nothing of ours ever lies on disk. What follows on standard input are the
control lines. The zygote begins with this code too: there `main` returns in a worker, with the function that serves.
"""
import builtins
import json
import os
import sys
from importlib.machinery import ModuleSpec


def read_exactly(size):
    data = bytearray()
    while len(data) < size:
        chunk = os.read(0, size - len(data))
        if not chunk:
            os._exit(1)
        data += chunk
    return data


class Bundled:
    """Finds and loads the modules of the bundle; taken off sys.meta_path before any program runs."""

    def __init__(self, modules):
        self.modules = modules
        self.builtins = dict(vars(builtins))

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self) if name in self.modules else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        module.__builtins__ = self.builtins  # a copy, so that a program that spoils its own does not spoil ours
        exec(compile(self.modules[name], "<openenv " + name + ".py>", "exec"), module.__dict__)

    def withdraw(self):
        sys.meta_path.remove(self)
        for name in self.modules:
            sys.modules.pop(name, None)
        self.modules.clear()


bundle = json.loads(read_exactly(int.from_bytes(read_exactly(4), "big")))
bundled, config = Bundled(bundle["modules"]), bundle["config"]
del bundle, read_exactly
sys.meta_path.insert(0, bundled)

import forks  # noqa: E402  (from the bundle, as all that follows)

forks.hold()

start = __import__(config.pop("start", "launcher"))
serve = start.main(config, bundled)
del config, bundled, start, forks
sys.excepthook = serve
raise SystemError  # the interpreter calls the hook when the frame of this text has gone: nothing stands above a program
