"""The side of a judge: runs a test in which what it calls of the submission is a stand-in, one call for each step."""
import ast
import builtins
import importlib
import queue
import threading

_MODULES = {"math", "re", "sys", "os", "collections", "itertools", "functools", "heapq", "bisect", "random", "string", "operator",
            "datetime", "json", "cmath", "copy", "fractions", "decimal", "statistics", "typing", "pytest", "numpy"}
_events, _answers = queue.Queue(), queue.Queue()
_calls = 0


class NeedsTheObjects(BaseException):
    """The test wants more of the submission than plain data; not for the test to catch."""


class StandIn:
    """Stands where the test expects a function of the submission."""

    def __init__(self, name):
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args, **kwargs):
        global _calls
        try:
            sent = {"call": self.__name__, "args": [encode(arg) for arg in args], "kwargs": encode(kwargs)}
        except NotPlain as error:
            raise NeedsTheObjects("the test hands over " + str(error))
        _calls += 1
        _events.put(sent)
        return self.answered(_answers.get(), args)

    def answered(self, answer, args):
        if "error" in answer:
            raise raised(answer["error"])
        if "missing" in answer:
            raise NameError("name '%s' is not defined" % self.__name__)
        if "unsupported" in answer:
            raise NeedsTheObjects("the submission returned " + str(answer["unsupported"]))
        for at, new in answer.get("args", {}).items():
            change(args[int(at)], decode(new))
        return args[answer["same"]] if "same" in answer else decode(answer["value"])

    def __getattr__(self, name):
        raise NeedsTheObjects("the test looks at %s.%s" % (self.__dict__.get("__name__"), name))


def change(arg, new):
    """Does to an argument of the test's what the submission did to its copy."""
    if isinstance(arg, (list, bytearray)) and isinstance(new, type(arg)):
        arg[:] = new
    elif isinstance(arg, (dict, set)) and isinstance(new, (dict, set)):
        arg.clear()
        arg.update(new)


def raised(error):
    bases = [getattr(builtins, str(name), None) for name in error["bases"]]
    base = next((b for b in bases if isinstance(b, type) and issubclass(b, Exception)), Exception)
    name = str(error["type"])
    if issubclass(base, (StopIteration, StopAsyncIteration)):  # which would end a loop of the test's, as if all were well
        return RuntimeError("the submission raised " + name)
    try:
        return base(error["message"]) if base.__name__ == name else type(name, (base,), {})(error["message"])
    except TypeError:  # one that takes more than a message
        return type(name, (Exception,), {})(error["message"])


def names_of_the_submission(tree):
    """What the test uses and nobody has defined: these alone are stand-ins, so that a submission can replace nothing else."""
    bound, used, looked_into = set(), [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (used.append if isinstance(node.ctx, ast.Load) else bound.add)(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            looked_into.add(node.value.id)
    return [name for name in dict.fromkeys(used) if name not in bound and not hasattr(builtins, name)], looked_into


def prepare(asked):
    names = {"__name__": "test"}
    exec(compile(asked["setup"], "setup.py", "exec"), names)
    tree = ast.parse(asked["test"], "test.py")
    if asked["entry"]:
        names[asked["entry"]] = StandIn(asked["entry"])
    else:
        free, looked_into = names_of_the_submission(tree)
        for name in free:
            if name in names:
                continue
            if name in _MODULES and name in looked_into:
                names[name] = importlib.import_module(name)
            else:
                names[name] = StandIn(name)
    return compile(tree, "test.py", "exec"), names


def judge(asked):
    try:
        code, names = prepare(asked)
    except BaseException as error:
        _events.put({"broken": "%s: %s" % (type(error).__name__, error)})
        return
    try:
        exec(code, names)
        if asked["entry"] and callable(names.get("check")):
            names["check"](names[asked["entry"]])
        _events.put({"done": _calls})
    except NeedsTheObjects as error:
        _events.put({"unsupported": str(error)})
    except BaseException as error:
        _events.put({"failed": why(error, asked["test"])})


def why(error, test):
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "test.py":
            line = trace.tb_lineno
        trace = trace.tb_next
    lines = test.splitlines()
    text = lines[line - 1].strip() if line and line <= len(lines) else ""
    return {"type": type(error).__name__, "message": str(error)[:2000], "line": line, "text": text[:2000]}


def start():
    asked = request()
    threading.Thread(target=judge, args=(asked,), daemon=True).start()
    reply(asked["nonce"], _events.get())


def resume():
    asked = request()
    _answers.put(asked["answer"])
    reply(asked["nonce"], _events.get())
