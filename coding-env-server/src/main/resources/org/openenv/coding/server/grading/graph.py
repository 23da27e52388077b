"""What crosses in a call of a test's: an object that can be changed stays one object, however often it is met."""

# Classes that both sides can name; to call one is harmless, whoever does.
KNOWN = {kind.__name__: kind for kind in (int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset)}
STANDARD = {
    "$decimal": ("decimal", "Decimal", str, lambda made, text: made(text)),
    "$fraction": ("fractions", "Fraction", str, lambda made, text: made(text)),
    "$date": ("datetime", "date", lambda value: value.isoformat(), lambda made, text: made.fromisoformat(text)),
    "$datetime": ("datetime", "datetime", lambda value: value.isoformat(), lambda made, text: made.fromisoformat(text)),
    "$time": ("datetime", "time", lambda value: value.isoformat(), lambda made, text: made.fromisoformat(text)),
    "$timedelta": ("datetime", "timedelta", lambda value: [value.days, value.seconds, value.microseconds],
                   lambda made, parts: made(*parts)),
}


def standard(tag, content):
    module, name, _, make = STANDARD[tag]
    return make(getattr(__import__(module), name), content)


def loose(base, name):
    """A class of the other side's: of its values only what they are as plain data is here."""
    def missing(self, wanted):
        need("%r of a value of type %s" % (wanted, name))

    return type(str(name), (base,), {"__getattr__": missing, "__missing__": missing})


class Graph(Encoder, Decoder):
    """One call, on either side: who meets an object that can be changed gives it the next number, and so both have the same ones."""

    makers = dict(Decoder.makers, **{
        "$ref": lambda self, at: self.held[range(len(self.held)).index(at)],
        "$known": lambda self, name: KNOWN[name],
        "$generator": lambda self, parts: generator(self.every(parts[0]), parts[1]),
        "$named": lambda self, parts: collections.namedtuple(str(parts[0]), [str(name) for name in parts[1]])(*self.every(parts[2])),
        "$sub": lambda self, parts: self.sub(*parts),
        "$default": lambda self, parts: self.default(*parts),
    })
    makers.update((tag, lambda self, content, tag=tag: standard(tag, content)) for tag in STANDARD)
    empty = dict(Decoder.empty, **{"$counter": collections.Counter})

    def __init__(self):
        super().__init__()
        self.held = []
        self.places = {}

    def hold(self, value):
        self.places[id(value)] = len(self.held)
        self.held.append(value)

    def encode(self, value, depth=0):
        kind = type(value)
        if isinstance(value, CHANGEABLE):
            if id(value) in self.places:
                return {"$ref": self.places[id(value)]}
            self.hold(value)
        elif isinstance(value, (tuple, str)) and kind not in (tuple, str):
            fields = getattr(kind, "_fields", None)
            if isinstance(value, tuple) and type(fields) is tuple:
                return {"$named": [kind.__name__, list(fields), self.all(tuple.__iter__(value), depth)]}
            return {"$sub": [kind.__name__, super().encode(value, depth)]}
        return super().encode(value, depth)

    def content(self, value, depth=0):
        kind = type(value)
        if kind is collections.defaultdict:
            made = getattr(value.default_factory, "__name__", None)
            known = made if made in KNOWN and KNOWN[made] is value.default_factory else value.default_factory is not None
            return {"$default": [known, self.pairs(dict.items(value), depth)]}
        if kind is collections.Counter:
            return {"$counter": self.pairs(dict.items(value), depth)}
        plain = super().content(value, depth)
        return plain if kind in (list, dict, set, bytearray, collections.deque, collections.OrderedDict) else {"$sub": [kind.__name__, plain]}

    def rare(self, value, kind, depth):
        if kind is type and KNOWN.get(value.__name__) is value:
            return {"$known": value.__name__}
        for tag, (module, name, write, _) in STANDARD.items():
            if (kind.__module__.lstrip("_"), kind.__name__) == (module, name):
                return {tag: write(value)}
        if kind is type((None for _ in ())):
            items, error = [], None
            try:
                for item in value:
                    items.append(self.encode(item, depth + 1))
            except Exception as failure:
                if isinstance(failure, NotPlain):
                    raise
                error = told(failure)
            return {"$generator": [items, error]}
        return super().rare(value, kind, depth)

    def new(self, into, content):
        self.hold(into)
        return self.filled(into, content)

    def sub(self, name, plain):
        base = {list: list, str: str}.get(type(plain), dict)
        if type(plain) is dict and len(plain) == 1:
            base = {"$set": set, "$tuple": tuple, "$bytearray": bytearray, "$deque": collections.deque}.get(next(iter(plain)), dict)
        made = loose(base, name)
        return made(self.decode(plain)) if base in (str, tuple) else self.new(made(), plain)

    def default(self, known, pairs):
        if known is True:  # made by something that only the other side has
            return self.new(loose(collections.defaultdict, "defaultdict")(), {"$dict": pairs})
        return self.new(collections.defaultdict(KNOWN[known] if known else None), {"$dict": pairs})

    def filled(self, into, content):
        tag, held = next(iter(content.items())) if type(content) is dict and len(content) == 1 else (None, None)
        return super().filled(into, {"$dict": held[1]} if tag == "$default" else held[1] if tag == "$sub" else content)


def generator(items, error):
    yield from items
    if error:
        raise raised(error)
