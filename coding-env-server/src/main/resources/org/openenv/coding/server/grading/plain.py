"""Plain data as tagged JSON: what crosses between the process of a submission and that of its judge."""
import collections
import json
import os
import sys

MOST_DEPTH, MOST_VALUES, MOST_CHARACTERS = 200, 500_000, 4 << 20
CHANGEABLE = (list, dict, set, bytearray, collections.deque)
VIEWS = {type({}.keys()): "$keys", type({}.values()): "$values"}


class NotPlain(Exception):
    """A value that has no form outside of its process."""


class Encoder:
    """Writes values, in one way where Python takes them for equal."""

    def __init__(self):
        self.left = MOST_VALUES

    def encode(self, value, depth=0):
        self.left -= 1
        if self.left < 0 or depth > MOST_DEPTH:
            raise NotPlain("a value that is endless, or nested deeper than %d" % MOST_DEPTH)
        if value is None or type(value) is bool:
            return value
        if isinstance(value, str):
            return str.__getitem__(value, slice(None))
        if isinstance(value, int):
            number = int.__add__(value, 0)
            return number if -(1 << 53) <= number <= 1 << 53 else {"$int": hex(number)}
        if isinstance(value, float):
            number = float.__mul__(value, 1.0)
            return number if number - number == 0 else {"$float": repr(number)}
        if isinstance(value, complex):
            return {"$complex": [self.encode(value.real), self.encode(value.imag)]}
        if isinstance(value, bytes):
            return {"$bytes": bytes(value).hex()}
        if isinstance(value, tuple):
            return {"$tuple": self.all(tuple.__iter__(value), depth)}
        if isinstance(value, frozenset):
            return {"$frozenset": self.all(value, depth)}
        if isinstance(value, CHANGEABLE):
            return self.content(value, depth)
        return self.rare(value, type(value), depth)

    def content(self, value, depth=0):
        """What stands in something that can be changed."""
        if isinstance(value, list):
            return self.all(list.__iter__(value), depth)
        if isinstance(value, dict):
            return self.mapping(value, depth)
        if isinstance(value, set):
            return {"$set": self.all(value, depth)}
        if isinstance(value, bytearray):
            return {"$bytearray": bytes(value).hex()}
        return {"$deque": self.all(collections.deque.__iter__(value), depth)}

    def rare(self, value, kind, depth):
        if kind is range:
            return {"$range": [self.encode(part, depth) for part in (value.start, value.stop, value.step)]}
        if kind in VIEWS:
            return {VIEWS[kind]: self.all(value, depth)}
        if kind is type({}.items()):
            return {"$items": [self.all(item, depth) for item in value]}
        if hasattr(kind, "item") and getattr(value, "ndim", None) == 0:  # a number of numpy's
            return self.encode(value.item(), depth + 1)
        if hasattr(kind, "__next__"):
            return {"$iter": self.all(value, depth)}
        if kind.__module__ in ("decimal", "fractions") and float(value) == value:
            return self.encode(float(value), depth + 1)
        raise NotPlain("a value of type %s, which is no plain data" % kind.__name__)

    def all(self, values, depth):
        encoded = []
        for value in values:
            encoded.append(self.encode(value, depth + 1))
        return encoded

    def mapping(self, value, depth):
        ordered = isinstance(value, collections.OrderedDict)
        items = list((collections.OrderedDict if ordered else dict).items(value))
        if not ordered and all(type(key) is str and not key.startswith("$") for key, _ in items):
            return {key: self.encode(item, depth + 1) for key, item in items}
        return {"$ordered" if ordered else "$dict": self.pairs(items, depth)}

    def pairs(self, items, depth):
        return [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in items]


def deep(work):
    """Does something for which the stack may be too short as it is; the limit is the program's own again afterwards."""
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(usual + 10 * MOST_DEPTH)
    try:
        return work()
    finally:
        sys.setrecursionlimit(usual)


def encode(value):
    return deep(lambda: Encoder().encode(value))


class Decoder:
    """Makes values of what an Encoder has written."""

    makers = {
        "$int": lambda self, text: int(text, 16),
        "$float": lambda self, text: float(text),
        "$bytes": lambda self, text: bytes.fromhex(text),
        "$complex": lambda self, parts: complex(*self.every(parts)),
        "$tuple": lambda self, items: tuple(self.every(items)),
        "$frozenset": lambda self, items: frozenset(self.every(items)),
        "$range": lambda self, parts: range(*self.every(parts)),
        "$iter": lambda self, items: iter(self.every(items)),
        "$keys": lambda self, items: dict.fromkeys(self.every(items)).keys(),
        "$values": lambda self, items: dict(enumerate(self.every(items))).values(),
        "$items": lambda self, pairs: dict(self.every(pairs)).items(),
    }
    empty = {"$set": set, "$bytearray": bytearray, "$deque": collections.deque, "$dict": dict, "$ordered": collections.OrderedDict}

    def decode(self, value):
        if type(value) is list:
            return self.new([], value)
        if type(value) is not dict:
            return value
        if len(value) == 1:
            (tag, content), = value.items()
            if tag in self.makers:
                return self.makers[tag](self, content)
            if tag in self.empty:
                return self.new(self.empty[tag](), value)
        return self.new({}, value)

    def new(self, into, content):
        return self.filled(into, content)

    def filled(self, into, content):
        """Puts into an empty object what content() has written."""
        if type(content) is list:
            list.extend(into, self.every(content))
        elif len(content) == 1 and next(iter(content)) in self.empty:
            (tag, held), = content.items()
            if tag == "$bytearray":
                into.extend(bytes.fromhex(held))
            elif tag in ("$set", "$deque"):
                (into.update if tag == "$set" else into.extend)(self.every(held))
            else:
                for key, item in held:
                    into[self.decode(key)] = self.decode(item)
        else:
            for key, item in content.items():
                into[key] = self.decode(item)
        return into

    def every(self, values):
        return [self.decode(value) for value in values]


def decode(value):
    return deep(lambda: Decoder().decode(value))


def request():
    """What the server has to say, on standard input."""
    parts = []
    while True:
        part = os.read(0, 1 << 20)
        if not part:
            return json.loads(b"".join(parts))
        parts.append(part)


def reply(nonce, answer):
    """Tells the server, on a line of its own that the nonce begins; once, and nothing else can begin with it by accident."""
    text = json.dumps(answer, allow_nan=False)
    if len(text) > MOST_CHARACTERS:
        text = json.dumps({"unsupported": "a value of more than %d characters" % MOST_CHARACTERS})
    try:
        sys.stdout.flush()
    except Exception:
        pass
    line = ("\n%s %s\n" % (nonce, text)).encode("ascii")
    while line:
        line = line[os.write(1, line) :]
