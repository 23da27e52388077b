"""Whether a module can be imported before workers are forked: not if that starts threads, for a fork has one only."""
import importlib
import os


def refusal(name):
    """Returns why a module is not preloaded; an empty text if nothing is in the way."""
    return "%s is not preloaded: its import starts threads, which no fork inherits\n" % name if starts_threads(name) else ""


def starts_threads(name):
    """Imports a module in a process of its own, and counts threads."""
    pid = os.fork()
    if not pid:
        threads = 1
        try:
            importlib.import_module(name)
            threads = len(os.listdir("/proc/self/task"))
        except BaseException:  # what can't be imported is told by whoever needs it; without /proc nobody can count
            pass
        finally:
            os._exit(threads > 1)
    return os.waitpid(pid, 0)[1] != 0
