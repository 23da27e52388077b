"""Honest programs and wrong ones, each of which returns, changes or raises something out of the ordinary."""
import asyncio
import datetime
import sys
from collections import Counter, OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Point = namedtuple("Point", "x y")
SETTINGS = {"depth": 3}
LOG = []


class BadInput(ValueError):
    pass


class Worse(BadInput, KeyError):
    pass


class Coded(Exception):
    def __init__(self, code):
        super().__init__("code %d" % code)
        self.code = code


class Liar(Exception):
    pass


Liar.__name__ = "AssertionError"


class Broad(Exception):
    pass


Broad.__name__ = "Exception"
Alias = BadInput


def accepts(value):
    return value


def refuses_negative(value):
    if value < 0:
        raise BadInput(value)
    return value


class Box:
    def __init__(self, number):
        self.number = number


@dataclass
class Pair:
    left: int


def same(value):
    return value


def first(rows):
    return rows[0]


def fill(grid, value):
    for row in grid:
        row[:] = [value] * len(row)


def append_both(one, other):
    one.append(len(other))
    return len(other)


def keyword(values=None):
    values.append(3)


def swap(rows):
    rows[0], rows[1] = rows[1], rows[0]


def knot(values):
    values.append(values)


def takes_all(values):
    while values:
        yield values.pop()


def counts(text):
    return Counter(text)


def groups(words):
    found = defaultdict(list)
    for word in words:
        found[len(word)].append(word)
    return found


def point():
    return Point(1, [2])


def exact():
    return [Decimal("1.10"), Fraction(1, 3), datetime.date(2020, 2, 29), datetime.timedelta(days=1, microseconds=5)]


def only(values, kind):
    return [value for value in values if type(value) is kind]


def numbers():
    return [float("nan"), float("-inf"), -0.0, 3.0, 1 << 4000, True, 1e22, complex(0, 1)]


def codes(text):
    return [ord(one) for one in text]


def half():
    return "\udcff\0\U0001f600"


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def ordered():
    return OrderedDict([("b", 1), ("a", 2)]), {2: 1, 1: 2}, {"$set": [1]}


@lru_cache(None)
def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


def counted(value):
    """Counts its calls."""
    counted.calls += 1
    LOG.append(value)
    return value


counted.calls = 0


def raises(what):
    if what == "file":
        open("/nonexistent/file")
    if what == "bytes":
        b"\xff".decode()
    if what == "exit":
        sys.exit(3)
    raise {"worse": Worse("no", 7), "key": KeyError("k"), "coded": Coded(5)}[what]


def drops_and_raises(values):
    values.clear()
    raise BadInput("empty now")


def prints(text):
    print(text)


def generator():
    yield 1
    raise BadInput("late")


def sum(one, other):
    return one * 10 + other


async def later(number):
    await asyncio.sleep(0)
    return number


def asks():
    return input()


def makes(number):
    return Box(number)


def pairs():
    return [Pair(1)]


def shallow(rows):
    return list(rows)


def grid(size):
    return [[0] * size] * size


def collects(value, into=[]):
    into.append(value)
    return into


def something(*args):
    return object()


def evaluates():
    return eval


class Anything:
    def __eq__(self, other):
        return True


ANSWER = Anything()


class Attributed(dict):
    __getattr__ = dict.__getitem__


def attributed():
    return Attributed(a=1)


def shouts():
    sys.stderr.write("x" * 3_000_000)
    return 1


def hides_output():
    import io
    sys.stdout = io.StringIO()
    return 1


def low_limit():
    sys.setrecursionlimit(100)
    return [[[1]]]


def reads_itself():
    import inspect
    return inspect.getsource(same)


class Solution:
    def twice(self, number):
        return 2 * number
