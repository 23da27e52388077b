"""The end of a script: what the interpreter does after a program's last line, for programs that are to end as scripts do."""
import atexit
import gc
import sys
from _weakref import ref

_sys, _modules = vars(sys), sys.modules
_LAST = "last_type", "last_value", "last_traceback", "last_exc"
_run_exit_handlers = atexit._run_exitfuncs
_TOLD_ALL = sys.version_info >= (3, 10)  # before, the last error comes once more when all have been told
_collect = gc.collect


def handlers():
    """Waits for threads that are no daemons, then runs the exit handlers."""
    threading = _modules.get("threading")
    try:
        if threading is not None:
            threading._shutdown()
    finally:
        try:
            _run_exit_handlers()
        except BaseException:
            if _TOLD_ALL:
                raise


def forget(main):
    """Gives up a program's module, so that finalizers of what it held run; what is still in use is taken apart."""
    for name in _LAST:
        _sys.pop(name, None)
    module = ref(main.module)
    main.begin()
    _modules.pop("__main__", None)
    _collect()
    left = module()
    if left is not None:
        _take_apart(vars(left))


def _take_apart(variables):
    """First names with one underscore, as the interpreter does."""
    for private in True, False:
        for name in list(variables):
            if name != "__builtins__" and (not private or name[:1] == "_" != name[1:2]):
                variables[name] = None
    _collect()
