# Sets attributes of standard modules to None: those whose number, counted through all of them, is FIRST or more and below LAST.
import importlib
import sys

MODULES = """abc argparse ast asyncio atexit bisect builtins codecs collections contextlib copy csv dataclasses datetime dis encodings
encodings.utf_8 enum errno fcntl functools gc glob heapq importlib importlib._bootstrap importlib._bootstrap_external importlib.util
inspect io itertools json keyword linecache locale logging marshal math multiprocessing operator opcode os pathlib pickle posix
posixpath pprint queue random re reprlib resource runpy select selectors shutil signal site socket stat string struct subprocess sys
tempfile textwrap threading time token tokenize traceback types typing unittest unittest.mock warnings weakref _ast _codecs
_collections _functools _io _json _operator _signal _sre _struct _thread _warnings _weakref""".split()
KEPT = {("sys", "stdout"), ("sys", "stderr"), ("builtins", "print"), ("builtins", "__import__"), ("builtins", "ZeroDivisionError")}

places = []
for name in MODULES:
    try:
        module = importlib.import_module(name)
    except ImportError:
        continue
    places += [(vars(module), key) for key in sorted(vars(module)) if (name, key) not in KEPT]
count = len(places)
for namespace, key in places[FIRST:LAST]:
    namespace[key] = None
print(count)
