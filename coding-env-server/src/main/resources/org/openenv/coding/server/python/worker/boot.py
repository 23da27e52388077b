"""The first code to run: the server gives it to the interpreter as the text of -c.

It reads one bundle from standard input, a length and then JSON {"modules": {name: source}, "config": {...}}, and makes
the modules importable from memory, so that nothing of ours ever lies on disk. What follows on standard input are the
control lines. The zygote begins with this code too: there `main` returns in a worker, with the function that serves.
"""
import sys

kind = getattr(getattr(sys, "implementation", None), "name", "cpython")  # which Python 2 does not say
if kind != "cpython" or not (3, 9) <= sys.version_info[:2] <= (3, 14):
    sys.exit("%s is %s %d.%d: programs run on CPython 3.9 to 3.14; name another with --python" % (
        (sys.executable, kind) + tuple(sys.version_info[:2])))

import builtins
import os
from _frozen_importlib import ModuleSpec

sys.modules.pop("linecache", None)  # loaded for the text of -c from Python 3.13 on, which it keeps and would show
usual = frozenset(sys.modules)
sys.path[:] = [entry for entry in sys.path if entry]


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
        """Leaves an interpreter in which only what every script has seems to be loaded."""
        recorder.stop()
        sys.meta_path.remove(self)
        for name in self.modules:
            sys.modules.pop(name, None)
        warm.hide(recorder.needs, usual, list(self.modules))
        self.modules.clear()
        lasting.keep(text, *globals().values())


# What JSON is, Python can read too; the json module is not to be loaded before anybody takes note of it.
bundle = eval(read_exactly(int.from_bytes(read_exactly(4), "big")), {"true": True, "false": False, "null": None})
bundled, config = Bundled(bundle["modules"]), bundle["config"]
del bundle, read_exactly
sys.meta_path.insert(0, bundled)

from recorder import Recorder  # noqa: E402  (from the bundle, as all that follows)

recorder = Recorder()

import forks  # noqa: E402
import lasting  # noqa: E402
import warm  # noqa: E402

forks.hold()
text = sys._getframe().f_code

start = __import__(config.pop("start", "launcher"))
serve = start.main(config, bundled)
del config, bundled, start, forks, lasting, text, warm, recorder, Recorder, usual
sys.excepthook = serve
raise SystemError  # the interpreter calls the hook when the frame of this text has gone: nothing stands above a program
