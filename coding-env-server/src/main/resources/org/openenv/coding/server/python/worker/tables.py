"""Frames and series of pandas: HTML, and their values as typed JSON (Frictionless Data's table schema), the first rows."""
import json
import sys

import jsontext

TYPE = "application/vnd.dataresource+json"
_modules, _loads = sys.modules, json.loads
_ROWS, _COLUMNS = 200, 100


def add(value, bundle):
    """Adds to a bundle what a table can be shown as, if the value is one."""
    kind = _kind(value)
    if kind == "series" and "text/html" not in bundle.data:
        bundle.ask(_Series(value), "text/html", "html")
    if kind:
        bundle.ask(_Table(value, kind), TYPE, "read")


def _kind(value):
    pandas = _modules.get("pandas")
    try:
        if pandas is not None:
            return "frame" if isinstance(value, pandas.DataFrame) else "series" if isinstance(value, pandas.Series) else None
    except KeyboardInterrupt:
        raise
    except BaseException:  # a program has spoilt pandas, or something else has its name
        pass
    return None


class _Series:
    def __init__(self, value):
        self.value = value

    def html(self):
        return self.value.to_frame()._repr_html_()


class _Table:
    """The first rows and columns as plain data."""

    def __init__(self, value, kind):
        self.value, self.frame = value, kind == "frame"

    def read(self):
        rows, columns = len(self.value), self.value.shape[1] if self.frame else 1
        part = self.value.iloc[:_ROWS, :_COLUMNS] if self.frame else self.value.iloc[:_ROWS]
        told = _loads(part.to_json(orient="table"))
        told["schema"].pop("pandas_version", None)
        names = [field["name"] for field in told["schema"]["fields"]]
        if len({*names}) < len(names):
            raise jsontext.Unfit("two columns have the same name")
        cut = rows > _ROWS or columns > _COLUMNS
        return told, {"rows": rows, "columns": columns, "truncated": True} if cut else {}
