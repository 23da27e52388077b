"""Removing directories that a program has filled."""

from __future__ import annotations

import os


def remove_tree(top: str) -> str:
    """Removes a directory of untrusted content whatever its depth, modes and names; tolerates that it is gone.

    It is moved into the trash, a folder made for that in which no program can have occupied a name, and so is every directory
    found in it: no path gets long and nothing recurses. Links are never followed. Returns what could not be removed and
    why, "" if all is gone; an obstacle doesn't keep the rest.
    """
    if not os.path.lexists(top):
        return ""
    removal = _Removal(f"{top}-{os.urandom(8).hex()}")
    removal.run(top)
    if removal.obstacles:
        more = len(removal.obstacles) - 3
        return "; ".join(removal.obstacles[:3]) + (f"; and {more} more" if more > 0 else "")
    return ""


class _Removal:

    def __init__(self, trash: str):
        self.trash = trash
        self.obstacles = []
        self.lifted = []  # directories in the trash that are still to be emptied, by number
        self.made = 0

    def run(self, top: str) -> None:
        self.attempt(os.mkdir, self.trash, 0o700)
        self.lift(top)
        while self.lifted:
            folder = f"{self.trash}/{self.lifted.pop()}"
            for name in self.attempt(os.listdir, folder) or ():
                path = f"{folder}/{name}"
                if os.path.isdir(path) and not os.path.islink(path):
                    self.lift(path)
                else:
                    self.attempt(os.unlink, path)
            self.attempt(os.rmdir, folder)
        self.attempt(os.rmdir, self.trash)

    def lift(self, path: str) -> None:
        self.attempt(os.chmod, path, 0o700)  # moving a directory rewrites its parent entry, which takes a right
        before = len(self.obstacles)
        self.attempt(os.rename, path, f"{self.trash}/{self.made}")
        if len(self.obstacles) == before:
            self.lifted.append(self.made)
            self.made += 1

    def attempt(self, action, path: str, *arguments):
        try:
            return action(path, *arguments)
        except OSError as error:
            self.obstacles.append(f"{path!a}: {error.strerror}")
            return None
