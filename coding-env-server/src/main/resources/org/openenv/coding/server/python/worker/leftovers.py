"""Removing control groups: this launcher's at its end, and those of launchers that had no chance to."""

from __future__ import annotations

import os
import time

_PREFIX = "openenv-"


def name() -> str:
    """Returns a name that tells for ever whether its launcher lives: a process id, and when that process began."""
    return f"{_PREFIX}{os.getpid()}-{_start_time(os.getpid())}"


def _start_time(pid: int) -> str:
    with open(f"/proc/{pid}/stat", encoding="latin-1") as stat:
        return stat.read().rpartition(")")[2].split()[19]


def remove(path: str, deadline: float) -> None:
    """Removes a group and those below it; until the deadline it waits for processes on their way out."""
    try:
        for entry in [path + "/" + below for below in os.listdir(path)]:
            if os.path.isdir(entry):
                remove(entry, deadline)
    except FileNotFoundError:
        return
    while True:
        try:
            return os.rmdir(path)
        except FileNotFoundError:
            return
        except OSError:
            if time.monotonic() > deadline:
                return
            time.sleep(0.01)


def remove_stale(parent: str) -> None:
    """Removes what a launcher left that was killed hard."""
    for group in os.listdir(parent):
        if group.startswith(_PREFIX):
            pid, _, started = group[len(_PREFIX):].partition("-")
            try:
                alive = _start_time(int(pid)) == started
            except (OSError, ValueError):
                alive = False
            if not alive:
                remove(f"{parent}/{group}", 0)
