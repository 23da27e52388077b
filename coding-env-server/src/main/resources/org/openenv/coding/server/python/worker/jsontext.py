"""Writes what a program says is JSON: plain data of any size and shape, of which as much is looked at as there is room."""
from _json import encode_basestring_ascii as quote

_DEEPEST = 32
_WIDEST = 1 << 63
_int, _float = int.__repr__, float.__repr__
_size_of_text = str.__len__
_name_of = type.__dict__["__name__"].__get__
_items = dict.items


class Unfit(Exception):
    """Why a value is not told."""


def text(value, room):
    """Returns a value as JSON of at most so many characters, or raises Unfit."""
    return "".join(_Writer(room).write(value, _DEEPEST))


def string(value, room):
    """Returns a text as JSON of at most so many characters, or raises Unfit."""
    size = _size_of_text(value)
    if size > room:
        raise Unfit("it has %d characters, and there is room for %d" % (size, room))
    quoted = quote(value)
    if len(quoted) > room:
        raise Unfit("it has %d characters as JSON, and there is room for %d" % (len(quoted), room))
    return quoted


class _Writer:
    def __init__(self, room):
        self.room = room

    def took(self, part):
        self.room -= len(part)
        if self.room < 0:
            raise Unfit("it is larger than there is room for")
        return part

    def write(self, value, depth):
        if value is None or value is True or value is False:
            yield self.took("null" if value is None else "true" if value is True else "false")
        elif isinstance(value, str):
            yield self.took(string(value, self.room))
        elif isinstance(value, int):
            if not -_WIDEST <= value < _WIDEST:
                raise Unfit("it has an integer of more than 64 bits")
            yield self.took(_int(value))
        elif isinstance(value, float):
            told = _float(value)
            yield self.took("null" if told in ("nan", "inf", "-inf") else told)
        elif depth == 0:
            raise Unfit("it is nested deeper than %d" % _DEEPEST)
        elif isinstance(value, dict):
            yield from self.mapping(value, depth - 1)
        elif isinstance(value, (list, tuple)):
            yield from self.sequence(value, depth - 1)
        else:
            raise Unfit("it has a value that JSON does not know, of type %s" % _name_of(type(value)))

    def mapping(self, value, depth):
        separator = "{"
        for key, one in _items(value):
            if not isinstance(key, str):
                raise Unfit("it has a key that is no text")
            yield self.took(separator + string(key, self.room) + ":")
            yield from self.write(one, depth)
            separator = ","
        yield self.took("{}" if separator == "{" else "}")

    def sequence(self, value, depth):
        walk = list.__iter__ if isinstance(value, list) else tuple.__iter__
        separator = "["
        for one in walk(value):
            yield self.took(separator)
            yield from self.write(one, depth)
            separator = ","
        yield self.took("[]" if separator == "[" else "]")
