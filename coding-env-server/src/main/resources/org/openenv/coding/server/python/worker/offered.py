"""Functions of the server's client, for programs: calling one asks the client, and waits for its answer.

The channel is that of the worker's own session, and a number that the worker gives tells one call's answer from another's. Whoever
waits is woken by the thread that listens (talk.py).
"""
import json
import struct
import sys
from _thread import allocate_lock
from keyword import iskeyword
from posix import getpid

import frames
import hidden

_NUMBER = struct.Struct(">I")
_ANSWER = struct.Struct(">IB")
_MOST = 1 << 20
_encode = json.JSONEncoder(allow_nan=False).encode
_decode = json.JSONDecoder().decode
_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool, "array": list, "object": dict, "null": None}
_HERE = "__openenv_call__"
_exceptions = {name: value for name, value in vars(__import__("builtins")).items() if isinstance(value, type)
               and issubclass(value, Exception) and not issubclass(value, (StopIteration, StopAsyncIteration))}


class ToolError(RuntimeError):
    """A function of the client failed."""


ToolError.__module__ = "builtins"


class _Missing:
    """The default of a parameter that may be left out, and is then not sent."""

    def __repr__(self):
        return "..."


_missing = _Missing()


class Offered:
    """The functions of one session."""

    def __init__(self, talk):
        self.talk = talk
        self.functions = {}
        self.waiting = {}
        self.number = 0
        self.lock = allocate_lock()
        self.pid = 0
        self.open = False

    def define(self, wanted):
        """Makes the functions; returns what programs find, by name."""
        self.pid = getpid()
        self.talk.answers = self.answered
        self.functions = {one["name"]: self.function(**one) for one in wanted}
        return {**self.functions, "ToolError": ToolError}

    def function(self, name, description, schema, **kind):
        """A function with the parameters of a schema: those that must be given before the others."""
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        required = schema.get("required")
        required = required if isinstance(required, list) else []
        named = [one for one in properties if _names_itself(one) and not one.startswith("__")]
        named.sort(key=lambda one: one not in required)  # stable
        whole = len(named) == len(properties) and schema.get("additionalProperties", not properties) in (False, None)
        more = [] if whole else ["**__more"]
        defaults = tuple(_default(properties[one]) for one in named if one not in required)
        head = "%sdef %s(%s):" % ("async " if kind["async"] else "", name, ", ".join(named + more))
        given = "{%s}" % ", ".join("%r: %s" % (one, one) for one in named)
        body = "return %s%s(%r, %s, %s)" % ("await " if kind["async"] else "", _HERE, name, given, "{}" if whole else "__more")
        variables = {"__name__": "__main__", _HERE: self.call_later if kind["async"] else self.call}
        exec(compile(head + "\n    " + body, "<tool %s>" % name, "exec", 0, True), variables)
        made = variables[name] if kind["async"] else hidden.frame(variables[name])
        made.__defaults__ = tuple(map(_shown, defaults)) or None
        made.__doc__ = description or None
        made.__annotations__ = {one: _TYPES[kind] for one in named for kind in [_kind(properties[one])] if kind in _TYPES}
        return made

    @hidden.frame
    def ask(self, name, arguments, more, wake):
        """Sends a call; returns its number and where its answer will be."""
        if getpid() != self.pid:
            raise RuntimeError("%s() can be called in the process of the step only, not in one that it has started" % name)
        try:
            text = _encode({"name": name, "arguments": {key: value for key, value in {**arguments, **more}.items() if value is not _missing}})
        except (TypeError, ValueError, RecursionError) as error:
            raise type(error)("%s() takes plain data: %s" % (name, error)) from None
        data = text.encode("ascii")
        if len(data) > _MOST:
            raise ValueError("the arguments of %s() take %d bytes as JSON; at most %d are sent" % (name, len(data), _MOST))
        with self.lock:
            if not (self.open and self.talk.running):
                raise RuntimeError("%s() can be called only while a step runs" % name)
            self.number += 1
            number, answer = self.number, []
            self.waiting[number] = answer, wake
        try:
            self.talk.say(frames.CALL, _NUMBER.pack(number), data)
        except BaseException:  # an interrupt, once it was said
            self.drop(number)
            raise
        return number, answer

    @hidden.frame
    def call(self, name, arguments, more):
        done = allocate_lock()
        done.acquire()
        number, answer = self.ask(name, arguments, more, done.release)
        try:
            done.acquire()
        except BaseException:  # an interrupt
            self.drop(number)
            raise
        return _value(name, answer)

    async def call_later(self, name, arguments, more):
        loop = sys.modules["asyncio"].get_running_loop()
        done = loop.create_future()

        def wake():
            try:
                loop.call_soon_threadsafe(lambda: done.done() or done.set_result(None))
            except RuntimeError:  # the loop has ended
                pass

        number, answer = self.ask(name, arguments, more, wake)
        try:
            await done
        except BaseException:  # it was cancelled
            self.drop(number)
            raise
        return _value(name, answer)

    def drop(self, number):
        """Nobody waits for an answer any more."""
        with self.lock:
            known = self.waiting.pop(number, None)
        if known:
            self.talk.say(frames.DROPPED, _NUMBER.pack(number))

    def answered(self, payload):
        """Gives an answer to whoever waits for it. In the thread that listens."""
        number, succeeded = _ANSWER.unpack_from(payload)
        with self.lock:
            known = self.waiting.pop(number, None)
        if known:
            answer, wake = known
            answer.append((succeeded, bytes(payload[_ANSWER.size :])))
            wake()

    def begin(self):
        self.open = True

    def end(self):
        """The step has ended: who still waits, in a thread of its own, waits in vain."""
        with self.lock:
            self.open = False
            waiting, self.waiting = self.waiting, {}
        for answer, wake in waiting.values():
            answer.append((0, b'{"message": "the step has ended"}'))
            wake()


def _names_itself(text):
    """Whether it is an identifier, and in the one form that the compiler makes of all that look alike."""
    return text.isidentifier() and not iskeyword(text) and compile(text, "<tool>", "eval").co_names == (text,)


def _kind(schema):
    kind = schema.get("type") if isinstance(schema, dict) else None
    return kind if isinstance(kind, str) else ""


def _default(schema):
    return schema.get("default", _missing) if isinstance(schema, dict) else _missing


def _shown(default):
    """A default that can't be changed by who is given it, or none: the client knows its own."""
    return default if default is None or isinstance(default, (str, int, float, bool)) else _missing


@hidden.frame
def _value(name, answer):
    (succeeded, text), = answer
    value = _decode(str(text, "utf-8"))
    if succeeded:
        return value
    try:
        error = _exceptions.get(value.get("type"), ToolError)(value.get("message"))
    except TypeError:  # one that takes more than a message
        error = ToolError(value.get("message"))
    raise error
