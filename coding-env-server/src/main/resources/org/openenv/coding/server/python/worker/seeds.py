"""Randomness of an episode: its own after the fork, or decided by a seed.

What the zygote imported has its generators in a state that every worker would share.
"""
import random
import sys

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
        sys.meta_path.insert(0, _SeedNumpy(seed % 2**32))


class _SeedNumpy:
    """Waits for the import of numpy.random, lets the others find it, and seeds it once it is there."""

    def __init__(self, seed):
        self.seed = seed

    def find_spec(self, name, path=None, target=None):
        if name != "numpy.random":
            return None
        sys.meta_path.remove(self)
        from importlib.util import find_spec
        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                module.seed(self.seed)

            spec.loader.exec_module = exec_module
        return spec
