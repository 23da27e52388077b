"""Randomness of an episode: its own after the fork, or decided by a seed.

What the zygote imported has its generators in a state that every worker would share.
"""
import random

import warm


def renew():
    """Gives this process generators of its own."""
    random.seed()
    tempfile = warm.find("tempfile")
    if tempfile is not None:
        tempfile._name_sequence = None  # it tells processes apart by pid, and here all have the same
    numpy_random = warm.find("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


def apply(seed):
    """Seeds what is loaded, and numpy's generator when it is imported later."""
    random.seed(seed)
    numpy_random = warm.find("numpy.random")
    if numpy_random is not None:
        numpy_random.seed(seed % 2**32)
    else:
        warm.when_loaded("numpy.random", lambda module: module.seed(seed % 2**32))
