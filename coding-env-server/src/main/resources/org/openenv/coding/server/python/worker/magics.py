"""The magics of cells: what is here, each a function of the shell, the rest of its line, and of a cell its text.

They run as a program's own code would, with what it has of the standard library.
"""
import sys
from _io import open as _open
from time import perf_counter_ns, process_time_ns

import objects

_sys = vars(sys)
LINES, CELLS = {}, {}
PYTHON = "time", "timeit"  # their lines are Python, in which braces are no questions


class UsageError(Exception):
    """A magic that is not there, or is used otherwise than it can be."""


UsageError.__module__ = "IPython.core.error"


def line(shell, name, text):
    if name not in LINES:
        raise UsageError("Line magic function `%%%s` not found. Here are: %s" % (name, ", ".join(["%" + one for one in LINES])))
    return LINES[name](shell, text.strip())


def cell(shell, name, text, body):
    if name not in CELLS:
        raise UsageError("Cell magic `%%%%%s` not found. Here are: %%%%time, %s" % (name, ", ".join(["%%" + one for one in CELLS])))
    return CELLS[name](shell, text.strip(), body)


def _line(function):
    LINES[function.__name__.strip("_")] = function
    return function


def _cell(*names):
    def known(function):
        for name in names:
            CELLS[name] = function
        return function
    return known


# -- commands

def _flush():
    for name in "stdout", "stderr":
        try:
            _sys[name].flush()
        except Exception:
            pass


def run(arguments, given=None):
    """Runs a command whose output is the step's; returns its exit code."""
    import subprocess
    _flush()
    found = subprocess.run(arguments, input=given, stdin=subprocess.DEVNULL if given is None else None)
    return found.returncode


class SList(list):
    """Lines of a command's output."""

    l = list = property(lambda self: [*self])
    n = nlstr = property("\n".join)
    s = spstr = property(" ".join)


def output(arguments):
    import subprocess
    _flush()
    found = subprocess.run(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return SList(found.stdout.decode("utf-8", "replace").splitlines())


def expanded(text, variables):
    """Puts values in the place of `{expression}` and `$name`, where there are such."""
    import re

    def of_expression(match):
        try:
            return str(eval(match.group(1), variables))
        except Exception:
            return match.group()

    def of_name(match):
        return str(variables[match.group(1)]) if match.group(1) in variables else match.group()

    return re.sub(r"(?<!\$)\$([A-Za-z_]\w*)", of_name, re.sub(r"\{([^{}\n]+)\}", of_expression, text))


@_cell("bash", "sh", "!")
def _script(shell, text, body):
    import shutil
    code = run([shutil.which("bash") or "/bin/sh", "-s", *text.split()], body.encode())
    shell.user_ns["_exit_code"] = code
    if code:
        raise UsageError("the script ended with exit code %d" % code)


@_line
def pip(shell, text):
    import shlex
    code = run([_sys["executable"], "-m", "pip", *shlex.split(text)])
    import importlib
    importlib.invalidate_caches()
    if code:
        raise UsageError("pip ended with exit code %d" % code)


@_line
def ls(shell, text):
    run(["/bin/sh", "-c", "ls " + text])


@_line
def cd(shell, text):
    import os
    quiet = text.startswith("-q ")
    os.chdir(os.path.expanduser(text[3 * quiet :].strip(" '\"") or "~"))
    if not quiet:
        print(os.getcwd())


@_line
def pwd(shell, text):
    import os
    return os.getcwd()


@_line
def env(shell, text):
    """All variables, one, or one that is set: `%env`, `%env NAME`, `%env NAME=value`."""
    import os
    if not text:
        return dict(os.environ)
    name, equals, value = text.partition("=")
    if not equals:
        return os.environ.get(name.strip())
    os.environ[name.strip()] = value.strip()
    print("env: %s=%s" % (name.strip(), value.strip()))


# -- times

class Timer:
    def __init__(self):
        self.wall, self.cpu = perf_counter_ns(), process_time_ns()

    def tell(self):
        cpu, wall = process_time_ns() - self.cpu, perf_counter_ns() - self.wall
        print("CPU times: total: %s\nWall time: %s" % (_time(cpu / 1e9), _time(wall / 1e9)))


def _time(seconds):
    for unit, size in ("s", 1), ("ms", 1e-3), ("µs", 1e-6):
        if seconds >= size:
            return "%.3g %s" % (seconds / size, unit)
    return "%.3g ns" % (seconds / 1e-9)


@_line
def time(shell, text):
    variables = shell.user_ns
    try:
        code, wanted = compile(text, "<timed>", "eval"), True
    except SyntaxError:
        code, wanted = compile(text, "<timed>", "exec"), False
    timer = Timer()
    value = eval(code, variables)
    timer.tell()
    return value if wanted else None


def _options(text):
    """Splits the options of `%timeit` from what follows them: number, repeat, whether it is silent, the rest."""
    number, repeat, silent = 0, 7, False
    while text[:1] == "-":
        word, _, text = text.partition(" ")
        if word in ("-n", "-r"):
            value, _, text = text.lstrip().partition(" ")
            word += value
        text = text.lstrip()
        if word[:2] == "-n" and word[2:].isdecimal():
            number = int(word[2:])
        elif word[:2] == "-r" and word[2:].isdecimal():
            repeat = max(1, int(word[2:]))
        elif word == "-q":
            silent = True
        else:
            raise UsageError("%%timeit knows -n NUMBER, -r REPEAT and -q; was %s" % word)
    return number, repeat, silent, text


def _measure(shell, number, repeat, silent, statement, setup):
    import statistics
    import timeit
    timer = timeit.Timer(statement, setup or "pass", globals=shell.user_ns)
    number = number or timer.autorange()[0]
    took = [one / number for one in timer.repeat(repeat, number)]
    if not silent:
        print("%s ± %s per loop (mean ± std. dev. of %d run%s, %s loop%s each)" % (
            _time(statistics.fmean(took)), _time(statistics.pstdev(took)), repeat, "s"[: repeat > 1],
            format(number, ","), "s"[: number > 1]))


@_line
def timeit(shell, text):
    *options, statement = _options(text)
    _measure(shell, *options, statement, None)


@_cell("timeit")
def _timeit_cell(shell, text, body):
    *options, setup = _options(text)
    _measure(shell, *options, body, setup)


# -- what is shown

@_line
def matplotlib(shell, text):
    if text not in ("", "inline", "agg"):
        print("figures are pictures here, as with %matplotlib inline", file=_sys["stderr"])


@_line
def config(shell, text):
    """`%config InlineBackend.figure_format = 'svg'`; other settings are not there."""
    name, _, value = text.partition("=")
    if name.strip() not in ("InlineBackend.figure_format", "InlineBackend.figure_formats"):
        raise UsageError("%%config knows InlineBackend.figure_format; was %s" % name.strip())
    wanted = eval(value.strip(), shell.user_ns)
    shell.set_formats([wanted] if isinstance(wanted, str) else wanted)


for _kind, _names in {
        objects.HTML: ("html", "HTML"), objects.Markdown: ("markdown",), objects.Latex: ("latex",), objects.SVG: ("svg", "SVG"),
        objects.Javascript: ("javascript", "js")}.items():
    _cell(*_names)(lambda shell, text, body, kind=_kind: shell.display(kind(body)))


@_cell("writefile", "file")
def _write_file(shell, text, body):
    import os
    append = text.startswith("-a ")
    path = os.path.expanduser((text[3:] if append else text).strip().strip("'\""))
    print("%s %s" % ("Appending to" if append else "Overwriting" if os.path.exists(path) else "Writing", path))
    with _open(path, "a" if append else "w", encoding="utf-8") as file:
        file.write(body)


def describe(shell, name, detail):
    """What `name?` tells: signature, documentation, type, and with `??` the source."""
    import inspect
    try:
        value = eval(name, shell.user_ns)
    except Exception:
        print("Object `%s` not found." % name)
        return
    told = []
    if callable(value):
        try:
            told.append("Signature: %s%s" % (name, inspect.signature(value)))
        except (TypeError, ValueError):
            pass
    if detail > 1:
        try:
            told.append("Source:\n" + inspect.getsource(value))
        except (OSError, TypeError):
            pass
    told.append("Docstring: %s" % (inspect.getdoc(value) or "<no docstring>"))
    if not callable(value):
        told.append("String form: %s" % (value,))
    told.append("Type: %s" % type(value).__name__)
    print("\n".join(told))
