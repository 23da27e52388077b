"""What a value looks like: a MIME bundle, from what notebooks ask of objects, `_repr_html_` and its kin.

A repr that raises, prints, exits or returns nonsense costs that one entry; one that hangs, the step its time.
"""
from binascii import a2b_base64, b2a_base64

import figures
import jsontext
import tables

_name_of = type.__dict__["__name__"].__get__
_cut, _length, _exact = str.__getitem__, str.__len__, str.__str__  # of texts whose class may have its own
_TEXT, _WHY, _MOST, _LONGEST_TYPE = 10_000, 200, 16, 100
_METHODS = (
    ("text/html", "_repr_html_"), ("text/markdown", "_repr_markdown_"), ("image/svg+xml", "_repr_svg_"),
    ("image/png", "_repr_png_"), ("image/jpeg", "_repr_jpeg_"), ("text/latex", "_repr_latex_"),
    ("application/json", "_repr_json_"), ("application/javascript", "_repr_javascript_"),
)
_items = dict.items
_PLOTLY = "application/vnd.plotly.v1+json"


def why(exc):
    """One line about an exception, whatever its own text does."""
    if type(exc) is jsontext.Unfit:
        return str(exc)
    try:
        told = _exact(str(exc))
    except KeyboardInterrupt:
        raise
    except BaseException:
        told = "<exception str() failed>"
    return "it raised %s%s" % (_name_of(type(exc)), ": " + told if told else "")


def text_of(value):
    """The repr of a value, whatever that does."""
    try:
        return repr(value)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return "<%s object, repr() failed>" % _name_of(type(value))


def shortened(text, most=_TEXT):
    return _exact(text) if _length(text) <= most else _cut(text, slice(most)) + "..."


def _package(kind):
    name = kind.__module__
    return name.partition(".")[0] if type(name) is str else ""


class Bundle:
    """One value's entries as JSON, as many as there is room for, and why others were left out."""

    def __init__(self, room, forms):
        self.room, self.forms = room, forms
        self.data, self.metadata, self.left_out = {}, {}, {}

    def of(self, value, text):
        """Asks a value for all that it can be shown as."""
        self.add("text/plain", shortened(text))
        if figures.is_figure(value):
            for form in self.forms:
                drawing = figures.Drawing(value, form)
                self.ask(drawing, drawing.type, "draw")
            return self
        self.ask_all(value)
        for name, method in _METHODS:
            if name not in self.data and not (name == "image/jpeg" and "image/png" in self.data):
                self.ask(value, name, method)
        tables.add(value, self)
        if _PLOTLY not in self.data and _package(type(value)) == "plotly":
            self.ask(value, _PLOTLY, "to_plotly_json")
        return self

    def ask_all(self, value):
        """What `_repr_mimebundle_` returns goes before the others, as in notebooks."""
        found = self.call(value, "_repr_mimebundle_", "*")
        if type(found) is tuple and len(found) == 2:
            self.describe(found[1])
            found = found[0]
        if found is not None:
            self.add_all(found)

    def add_all(self, found):
        if not issubclass(type(found), dict):
            self.leave_out("*", "it is no dict")
            return
        for name, entry in [*_items(found)][:_MOST]:
            if entry is not None:
                self.add(name, entry)

    def ask(self, value, name, method):
        entry = self.call(value, method, name)
        if type(entry) is tuple and len(entry) == 2 and type(entry[1]) is dict:
            self.describe({name: entry[1]} if entry[1] else {})
            entry = entry[0]
        if entry is not None:
            self.add(name, entry)

    def call(self, value, method, name):
        """Calls a method that the value's class has; what answers to every name, and classes themselves, are not asked."""
        try:
            if getattr(type(value), method, None) is None or isinstance(value, type):
                return None
            return getattr(value, method)()
        except KeyboardInterrupt:
            raise
        except NotImplementedError:
            return None
        except BaseException as exc:
            self.leave_out(name, why(exc))
            return None

    def describe(self, metadata):
        if issubclass(type(metadata), dict):
            for name, more in [*_items(metadata)][:_MOST]:
                if isinstance(name, str):
                    self.metadata[_exact(name)] = more

    def add(self, name, entry):
        """Takes an entry in, if it is what its type wants and there is room."""
        try:
            if not isinstance(name, str) or _length(name) > _LONGEST_TYPE:
                raise jsontext.Unfit("its MIME type is none")
            name = _exact(name)
            told = self.encoded(name, entry)
            self.data[name] = told
            self.room -= len(told)
        except KeyboardInterrupt:
            raise
        except BaseException as exc:
            self.leave_out(name, why(exc))

    def encoded(self, name, entry):
        if name == "application/json" or name.endswith("+json"):
            return jsontext.text(entry, self.room)
        if isinstance(entry, str):
            entry = _exact(entry)
        if isinstance(entry, (bytes, bytearray)):
            entry = bytes(memoryview(entry))
            if len(entry) > self.room:
                raise jsontext.Unfit("it has %d bytes, and there is room for %d" % (len(entry), self.room))
            is_text = name.startswith("text/") or name.endswith("+xml")
            entry = str(entry, "utf-8", "replace") if is_text else str(b2a_base64(entry, newline=False), "ascii")
        elif not isinstance(entry, str):
            raise jsontext.Unfit("it is of type %s" % _name_of(type(entry)))
        elif name.startswith("image/") and not name.endswith("+xml"):
            if len(entry) > self.room:
                raise jsontext.Unfit("it has %d characters, and there is room for %d" % (len(entry), self.room))
            entry = str(b2a_base64(a2b_base64(entry), newline=False), "ascii")
        return jsontext.string(entry, self.room)

    def leave_out(self, name, reason):
        if len(self.left_out) < _MOST:
            name = name if isinstance(name, str) else "*"
            self.left_out[shortened(name, _LONGEST_TYPE)] = shortened(reason, _WHY)

    def text(self, kind):
        """Returns the bundle as JSON, as Jupyter's outputs have it."""
        entries = ",".join(["%s:%s" % (jsontext.quote(name), told) for name, told in self.data.items()])
        parts = ['{"output_type":"%s","data":{%s}' % (kind, entries)]
        for name, extra in (("metadata", self.metadata), ("left_out", self.left_out)):
            if extra:
                try:
                    parts.append(',"%s":%s' % (name, jsontext.text(extra, 4096)))
                except KeyboardInterrupt:
                    raise
                except BaseException:
                    continue
        return "".join((*parts, "}"))
