"""What modules of the standard library want done when a process forks, kept from the zygote's own forks.

Their hooks renew locks and forget threads, of which the zygote has none in use, and seed `random`, which seeds.py does. To
run them all the same costs each worker a quarter of the pages it has for its own. Workers register them, for the forks of
programs; hooks of any other module are left alone.
"""
import os
import sys

import warm

_HARMLESS = frozenset(("concurrent.futures.thread", "logging", "random", "threading"))
_register = os.register_at_fork
_held = []


def hold():
    """Before these modules are imported: from here on their hooks are held back."""
    os.register_at_fork = _hold


def _hold(**hooks):
    if sys._getframe(1).f_globals.get("__name__") in _HARMLESS:
        _held.append(hooks)
    else:
        _register(**hooks)


def release():
    """After the imports: os is as it was."""
    os.register_at_fork = _register


def settle():
    """In a worker: its own forks run the hooks."""
    for hooks in _held:
        _register(**hooks)
    threading = warm.find("threading")
    if threading is not None:
        threading.main_thread()._set_native_id()
