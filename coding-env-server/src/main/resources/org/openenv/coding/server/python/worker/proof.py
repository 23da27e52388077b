"""The proof that Python itself works in a confined child: a sandbox in which programs can import nothing is none.

What can be had outside is what must be had inside: nothing is asked of an installation that it does not have.
"""

from __future__ import annotations

import importlib
import linecache
import os
import sys
import threading

from guardnames import PYTHON
from rungs import Failure

# extension modules with libraries of their own, and plain ones; none of them is loaded yet
_MODULES = ("_ssl", "_sqlite3", "_lzma", "_bz2", "_decimal", "_elementtree", "zoneinfo", "colorsys", "html")
_MOST_THREADS = 256


def outside() -> list:
    """Finds out, in a process that is thrown away, what this installation gives without a sandbox."""
    heard, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(say, "\n".join(_working()).encode())
        finally:
            os._exit(0)
    os.close(say)
    with os.fdopen(heard, encoding="utf-8") as words:
        found = words.read().split("\n")
    os.waitpid(pid, 0)
    return found


def _working() -> list:
    working = []
    for name in _MODULES:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        working.append(f"import {name}")
        file = getattr(module, "__file__", None) or ""
        if file.endswith(".py") and linecache.getline(file, 1):
            working.append(f"the source of {name}, for tracebacks")
    if os.access(sys.executable, os.X_OK):
        working.append(f"the executable {sys.executable}")
    return working


def require(wanted: list, processes: int) -> None:
    """In a confined child. Raises Failure if it lacks any of what is wanted, or can't have the threads it is promised."""
    works = _working() if wanted else []
    missing = [fact for fact in wanted if fact not in works]
    if missing:
        raise Failure(PYTHON, (
            f"programs can't use the Python in {sys.base_prefix}, for want of: {', '.join(missing)}."
            " They see less of this machine than the server does, and may run as another user: make that folder readable and"
            " those above it passable for all (chmod a+x), show what else it needs with --mount FOLDER:FOLDER, or take a"
            " Python that lies elsewhere (--python)"))
    promised = min(processes, _MOST_THREADS)
    started = _start_threads(promised)
    if started < promised:
        raise Failure(PYTHON, f"only {started} threads of {promised} can be started: lower --processes, or raise --memory")


def _start_threads(count: int) -> int:
    done = threading.Event()
    threads = []
    try:
        for _ in range(count):
            thread = threading.Thread(target=done.wait, daemon=True)
            thread.start()
            threads.append(thread)
    except (RuntimeError, MemoryError):
        pass
    done.set()
    for thread in threads:
        thread.join()
    return len(threads)
