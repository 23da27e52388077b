"""Plain data as tagged JSON: what crosses between the process of a submission and that of its judge."""
import collections
import json
import os
import sys

MOST_DEPTH, MOST_VALUES, MOST_CHARACTERS = 200, 500_000, 4 << 20
TAGS = ("$tuple", "$set", "$frozenset", "$bytes", "$bytearray", "$complex", "$float", "$int", "$dict", "$iter", "$range", "$deque",
        "$keys", "$values", "$items", "$ordered")
VIEWS = {type({}.keys()): "$keys", type({}.values()): "$values"}


class NotPlain(Exception):
    """A value that has no form outside of its process."""


class Encoder:
    def __init__(self):
        self.left = MOST_VALUES

    def encode(self, value, depth=0):
        self.left -= 1
        if self.left < 0 or depth > MOST_DEPTH:
            raise NotPlain("a value that is endless, or nested deeper than %d" % MOST_DEPTH)
        kind = type(value)
        if value is None or kind is bool:
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
        if isinstance(value, (bytes, bytearray)):
            return {"$bytearray" if isinstance(value, bytearray) else "$bytes": bytes(value).hex()}
        if isinstance(value, list):
            return self.all(list.__iter__(value), depth)
        if isinstance(value, tuple):
            return {"$tuple": self.all(tuple.__iter__(value), depth)}
        if isinstance(value, (set, frozenset)):
            return {"$set" if isinstance(value, set) else "$frozenset": self.all(value, depth)}
        if isinstance(value, dict):
            return self.mapping(value, depth)
        if hasattr(kind, "item") and getattr(value, "ndim", None) == 0:  # a number of numpy's
            return self.encode(value.item(), depth + 1)
        if kind is range:
            return {"$range": [self.encode(part, depth) for part in (value.start, value.stop, value.step)]}
        if isinstance(value, collections.deque):
            return {"$deque": self.all(collections.deque.__iter__(value), depth)}
        if kind in VIEWS:
            return {VIEWS[kind]: self.all(value, depth)}
        if kind is type({}.items()):
            return {"$items": [self.all(item, depth) for item in value]}
        if hasattr(kind, "__next__"):
            return {"$iter": self.all(value, depth)}
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
        return {"$ordered" if ordered else "$dict": [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in items]}


def encode(value):
    return Encoder().encode(value)


def decode(value):
    if type(value) is list:
        return [decode(item) for item in value]
    if type(value) is not dict:
        return value
    if len(value) == 1:
        (tag, content), = value.items()
        if tag in TAGS:
            return tagged(tag, content)
    return {key: decode(item) for key, item in value.items()}


def tagged(tag, content):
    if tag == "$int":
        return int(content, 16)
    if tag == "$float":
        return float(content)
    if tag == "$bytes":
        return bytes.fromhex(content)
    if tag == "$bytearray":
        return bytearray.fromhex(content)
    items = [decode(item) for item in content]
    if tag == "$complex":
        return complex(*items)
    if tag == "$ordered":
        return collections.OrderedDict(items)
    if tag in ("$dict", "$items"):
        mapping = {key: item for key, item in items}
        return mapping.items() if tag == "$items" else mapping
    if tag == "$keys":
        return dict.fromkeys(items).keys()
    if tag == "$values":
        return dict(enumerate(items)).values()
    if tag == "$range":
        return range(*items)
    if tag == "$deque":
        return collections.deque(items)
    return {"$tuple": tuple, "$set": set, "$frozenset": frozenset, "$iter": iter}[tag](items)


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
