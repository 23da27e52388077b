"""Functions, and things that look like some."""
import asyncio, enum, os, subprocess, threading, time
from collections import Counter, defaultdict, namedtuple
from decimal import Decimal
from fractions import Fraction
class Kind(enum.IntEnum):
    ONE = 1
class Text(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
class Callable:
    def __init__(self): self.calls = 0
    def __call__(self, n):
        self.calls += n
        return self.calls
class Account:
    total = []
    def add(self, n):
        self.total.append(n)
        return sum(self.total)
    @staticmethod
    def zero(): return 0
    @property
    def broken(self): return lambda: 7
count = Callable()
constant = 5
def same(value): return value
def odd(which):
    return {"enum": [Kind.ONE], "decimal": [Decimal("0.5"), Fraction(4, 2)], "third": Fraction(1, 3),
            "named": namedtuple("P", "x y")(1, 2), "counter": Counter("aab"), "default": defaultdict(list, a=[1]),
            "text": Text("wrong"), "nan": [float("nan")], "huge": 10 ** 400, "negative": -0.0,
            "mixed": [1.0, True, None], "tuple": ((1,), [2]), "view": {1: 2}.items(), "object": object()}[which]
async def later(n): return n
def generator(n): yield from range(n)
def lengths(text): return [ord(one) for one in text]
def leaves():
    threading.Thread(target=time.sleep, args=(600,)).start()
    subprocess.Popen(["sleep", "600"])
    if os.fork() == 0:
        time.sleep(600)
    print("noise without an end of line", end="")
    return 1
