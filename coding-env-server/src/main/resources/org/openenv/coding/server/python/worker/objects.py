"""Things to display: a text of some kind, or a picture, under the names that notebooks know them by."""

MODULE = "IPython.core.display"
_open = open


class DisplayObject:
    """Something to show, given, or read from a file."""

    _mode, _method = "r", ""

    def __init__(self, data=None, url=None, filename=None, metadata=None):
        self.url, self.filename, self.metadata = url, filename, metadata or {}
        if data is not None and not isinstance(data, (str, bytes, bytearray, dict, list, tuple)):
            data = str(data)
        self.data = data
        if data is None and filename is not None:
            self.reload()

    def reload(self):
        """Reads the file again."""
        with _open(self.filename, self._mode, **({} if "b" in self._mode else {"encoding": "utf-8"})) as file:
            self.data = file.read()

    def _told(self):
        return (self.data, self.metadata) if self.metadata else self.data


class TextDisplayObject(DisplayObject):
    """A text of some kind."""


class Pretty(TextDisplayObject):
    """A plain text."""

    def __repr__(self):
        return self.data if isinstance(self.data, str) else object.__repr__(self)


class HTML(TextDisplayObject):
    """HTML."""

    def _repr_html_(self):
        return self._told()

    def __html__(self):
        return self._repr_html_()


class Markdown(TextDisplayObject):
    """Markdown."""

    def _repr_markdown_(self):
        return self._told()


class Latex(TextDisplayObject):
    """LaTeX."""

    def _repr_latex_(self):
        return self._told()


class Math(TextDisplayObject):
    """A formula in LaTeX, without dollar signs."""

    def _repr_latex_(self):
        return "$\\displaystyle %s$" % self.data.strip("$")


class SVG(DisplayObject):
    """A drawing as SVG."""

    def _repr_svg_(self):
        return self._told()


class JSON(DisplayObject):
    """Plain data, a dict or a list."""

    def _repr_json_(self):
        return self._told()


class Javascript(TextDisplayObject):
    """A script for whoever shows it."""

    def _repr_javascript_(self):
        return self._told()


class Code(TextDisplayObject):
    """Source code, as text."""

    def __init__(self, data=None, url=None, filename=None, language=None):
        self.language = language
        super().__init__(data, url, filename)

    def __repr__(self):
        return self.data if isinstance(self.data, str) else object.__repr__(self)

    def _repr_markdown_(self):
        return "```%s\n%s\n```" % (self.language or "", self.data)


class Image(DisplayObject):
    """A picture: bytes of PNG, JPEG, GIF or WebP, or a file of one."""

    _mode = "rb"
    _TYPES = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
    _BEGINS = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp"))

    def __init__(self, data=None, url=None, filename=None, format=None, embed=None, width=None, height=None, retina=False,
                 unconfined=False, metadata=None, alt=None):
        if isinstance(data, str) and filename is None and url is None:
            if data.startswith(("http:", "https:")):
                data, url = None, data
            else:
                data, filename = None, data
        elif filename is None and hasattr(data, "__fspath__"):
            data, filename = None, data
        self.format, self.width, self.height = format, width, height
        super().__init__(data, url, filename, metadata)
        self.alt = alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        if self.data is None:
            return {"text/html": '<img src="%s"/>' % self.url} if self.url else {}
        form = self.format or next((form for begin, form in self._BEGINS if bytes(self.data[:4]).startswith(begin)), "png")
        kind = self._TYPES.get(form.lower())
        if kind is None:
            raise ValueError("an image of format %r can't be shown; png, jpeg, gif and webp can" % form)
        size = {name: value for name, value in (("width", self.width), ("height", self.height)) if value}
        return {kind: self.data}, {kind: size} if size else {}


for _class in [value for value in list(vars().values()) if isinstance(value, type)]:
    _class.__module__ = MODULE
