"""Where programs find modules besides: packages of their episode, and what they install themselves."""
import os
import site
import sys


def show(folder):
    """Has programs, and what they start, find what lies in a folder before what the machine has installed."""
    machine = [at for at, path in enumerate(sys.path) if path.endswith("-packages")]
    sys.path.insert(min(machine, default=len(sys.path)), folder)
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = folder + os.pathsep + inherited if inherited else folder


def show_installed():
    """Where pip finds something to install, it is found where pip puts it: importlib looks into no folder that was not there."""
    if "PIP_FIND_LINKS" in os.environ:
        os.makedirs(site.USER_SITE, exist_ok=True)
        sys.path.append(site.USER_SITE)
