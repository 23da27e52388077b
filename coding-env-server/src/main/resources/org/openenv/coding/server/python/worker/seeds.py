"""Randomness of an episode: its own after the fork, or decided by a seed.

What the zygote imported has its generators in a state that every worker would share.
"""
import random
from posix import urandom

import warm

SIZE = 16
own = bytes(SIZE)  # what this worker's generators began with, told when the session begins: who knows it can have them again
_seed = random.seed


def renew():
    """Gives this process generators of its own."""
    global own
    own = urandom(SIZE)
    tempfile = warm.find("tempfile")
    if tempfile is not None:
        tempfile._name_sequence = None  # it tells processes apart by pid, and here all have the same
    begin(own)


def begin(data):
    """Has the generators begin with so many random bytes: Python's, and numpy's when it is there."""
    _seed(int.from_bytes(data, "big"))
    words = [int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4)]
    warm.when_loaded("numpy.random", lambda module: _try(module, words))


def apply(seed):
    """Seeds what is loaded, and numpy's generator when it is imported later."""
    _seed(seed)
    warm.when_loaded("numpy.random", lambda module: _try(module, seed % 2**32))


def _try(module, seed):
    try:
        module.seed(seed)
    except Exception:  # a program has something else in its place
        pass
