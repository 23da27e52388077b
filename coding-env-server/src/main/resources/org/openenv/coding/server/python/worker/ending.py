"""The end of a script: what the interpreter does after a program's last line, for programs that are to end as scripts do."""
import atexit
import gc
import sys

_modules = sys.modules
_run_exit_handlers = atexit._run_exitfuncs
_collect = gc.collect


def handlers():
    """Waits for threads that are no daemons, then runs the exit handlers."""
    threading = _modules.get("threading")
    try:
        if threading is not None:
            threading._shutdown()
    finally:
        _run_exit_handlers()


def clear(variables):
    """Takes a module apart, so that finalizers of what it held run: first names with one underscore, as the interpreter."""
    for private in True, False:
        for name in list(variables):
            if name != "__builtins__" and (not private or name[:1] == "_" != name[1:2]):
                variables[name] = None
    _collect()
