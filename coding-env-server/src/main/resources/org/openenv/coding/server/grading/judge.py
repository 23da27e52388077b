"""The side of a judge: runs a test in which what it calls of the submission is a stand-in, one call for each step."""
import ast
import importlib
import operator
import queue
import threading
import types

_MODULES = {"math", "re", "sys", "os", "collections", "itertools", "functools", "heapq", "bisect", "random", "string", "operator",
            "datetime", "json", "cmath", "copy", "fractions", "decimal", "statistics", "typing", "pytest", "numpy"}
_USUAL = {name: type(getattr(sys, name)) for name in ("stdin", "stdout", "stderr")}
_BUILTINS = {name: getattr(builtins, name) for name in ("input", "print", "open")}
_events, _answers, _turn = queue.Queue(), queue.Queue(), threading.Lock()
_stand_ins, _exceptions, _asked = {}, {}, 0


def ends(event):
    """Ends the test, whatever it would catch: nothing runs on."""
    _events.put(event)
    while True:
        threading.Event().wait()


def need(what):
    ends({"unsupported": "the test looks at " + what})


def ask(event):
    """Asks the submission's side. Each step has its own standard output: the test's own is put back."""
    global _asked
    with _turn:
        _asked += 1
        out = sys.stdout
        event["prints"] = type(out) is not _USUAL["stdout"]
        _events.put(event)
        answer = _answers.get()
        if event["prints"]:
            sys.stdout = out
            out.write(str(answer.get("printed", "")))
        return answer


class StandIn:
    """Stands where the test expects something of the submission: to be called, mostly; else its value or its attribute is asked for."""

    def __init__(self, name):
        object.__setattr__(self, "name", name)

    def __call__(self, *args, **kwargs):
        name, graph = called(self), Graph()
        replaced = [what for what in ("stdin", "stderr") if type(getattr(sys, what)) is not _USUAL[what]]
        replaced += [what for what in _BUILTINS if getattr(builtins, what) is not _BUILTINS[what]]
        if replaced:
            ends({"unsupported": "the test replaces %s, which the submission has its own of" % replaced[0]})
        try:
            event = deep(lambda: {"call": name, "args": [graph.encode(arg) for arg in args],
                                  "kwargs": {key: graph.encode(value) for key, value in kwargs.items()}})
        except NotPlain as error:
            ends({"unsupported": "the test hands over " + str(error)})
        value, error = understood(ask(event), graph)
        if error is not None:
            raise error
        return value

    def __getattribute__(self, attribute):
        if attribute == "__class__":
            return types.FunctionType
        if attribute in ("__signature__", "__code__"):
            need("%s.%s" % (called(self), attribute))
        return value_of(called(self), attribute)

    def __setattr__(self, attribute, value):
        ends({"unsupported": "the test sets %s.%s" % (called(self), attribute)})

    def __repr__(self):
        return "<%s of the submission>" % called(self)

    __hash__ = object.__hash__


def called(stand_in):
    return object.__getattribute__(stand_in, "name")


def of_its_value(work):
    return lambda self, *args: work(value_of(called(self), None), *args)


def turned(work):
    return lambda value, other: work(other, value)


_OPERATORS = {name: getattr(operator, "__%s__" % name) for name in
              ("eq ne lt le gt ge contains getitem setitem delitem index add sub mul truediv floordiv mod pow neg abs"
               " and or xor").split()}
_OPERATORS.update({"r" + name: turned(_OPERATORS[name]) for name in ("add", "sub", "mul", "truediv", "floordiv", "mod")})
_OPERATORS.update({"pow": pow, "bool": bool, "len": len, "iter": iter, "next": next, "int": int, "float": float, "str": str})
for _special, _work in _OPERATORS.items():
    setattr(StandIn, "__%s__" % _special, of_its_value(_work))


def value_of(name, attribute):
    answer = ask({"look": name, "attribute": attribute})
    if "absent" in answer:
        raise AttributeError("%s of the submission has no attribute %s" % (name, attribute))
    value, error = understood(answer, Graph())
    if error is not None:
        raise error
    return value


def understood(answer, graph):
    """The value of an answer or its error, and its changes done; one that is none ends the test, which is not to catch that."""
    def work():
        error = raised(answer["error"]) if "error" in answer else None
        value = None if error is not None else graph.decode(answer["value"])
        for at, content in answer.get("changes", ()):
            held = graph.held[at]
            held.clear()
            graph.filled(held, content)
        return value, error

    try:
        return deep(work)
    except Exception as failure:
        ends({"malformed": "%s: %s" % (type(failure).__name__, failure)})


class Solution(types.ModuleType):
    """What a test finds where it imports the submission."""

    def __getattr__(self, name):
        if name == "__all__":
            return [known for known, one in _stand_ins.items() if _names.get(known) is one]
        if name.startswith("__"):
            raise AttributeError(name)
        return stand_in(name)


def stand_in(name):
    if name not in _stand_ins:
        ancestors = _exceptions.get(name)
        kind = exception_class(called_so(name, [str(one) for one in ancestors][:50])) if type(ancestors) is list else None
        _stand_ins[name] = kind or StandIn(name)
    return _stand_ins[name]


def called_so(name, ancestors):
    """A submission may call a class as it likes, but not as one of Python's or the test's: that would catch those."""
    foreign = ancestors[:1] != [name] and any(one in _names or hasattr(builtins, one) for one in ancestors[:1])
    return [name] + ancestors[1:] if foreign or not ancestors else ancestors


def provide(tree):
    """Stand-ins for what a text uses and neither Python nor the task has: a submission can replace nothing else."""
    looked_into = {node.value.id for node in ast.walk(tree)
                   if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)}
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else None
        if name is None or name in _names or hasattr(builtins, name):
            continue
        _names[name] = importlib.import_module(name) if name in _MODULES and name in looked_into else stand_in(name)


def prepare(asked):
    global _exceptions
    _exceptions = asked["exceptions"] if type(asked["exceptions"]) is dict else {}
    sys.modules["solution"] = Solution("solution")
    _names["__name__"] = "test"
    provide(ast.parse(asked["setup"], "setup.py"))
    exec(compile(asked["setup"], "setup.py", "exec"), _names)
    tree = ast.parse(asked["test"], "test.py")
    if asked["entry"]:
        _names[asked["entry"]] = _stand_ins[asked["entry"]] = StandIn(asked["entry"])
    provide(tree)
    return compile(tree, "test.py", "exec")


def judge(asked):
    try:
        code = prepare(asked)
    except BaseException as error:
        ends({"broken": "%s: %s" % (type(error).__name__, error)})
    try:
        exec(code, _names)
        if asked["entry"] and callable(_names.get("check")) and type(_names["check"]) is not StandIn:
            _names["check"](_names[asked["entry"]])
        _events.put({"done": _asked})
    except BaseException as error:
        failed = why(error, asked["test"])
        _events.put({"broken": str(error)} if isinstance(error, ModuleNotFoundError) and failed["here"] else {"failed": failed})


def why(error, test):
    line, trace, here = None, error.__traceback__, False
    while trace:
        here = trace.tb_frame.f_code.co_filename == "test.py"
        line = trace.tb_lineno if here else line
        trace = trace.tb_next
    lines = test.splitlines()
    text = lines[line - 1].strip() if line and line <= len(lines) else ""
    return {"type": type(error).__name__, "message": str(error)[:2000], "line": line, "text": text[:2000], "here": here}


def start():
    asked = request()
    threading.Thread(target=judge, args=(asked,), daemon=True).start()
    reply(asked["nonce"], _events.get())


def resume():
    asked = request()
    _answers.put(asked["answer"])
    reply(asked["nonce"], _events.get())
