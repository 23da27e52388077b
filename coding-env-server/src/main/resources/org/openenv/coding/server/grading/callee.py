"""The side of a submission: loads it as a module, and calls what it is asked to, with plain data."""
import types


class NeedsTheObjects(BaseException):
    """What was asked for has no plain form; not for the submission to catch."""


class Source:
    """Where tracebacks and inspect find the text."""

    def __init__(self, text):
        self.text = text

    def get_source(self, name):
        return self.text


def need(what):
    raise NeedsTheObjects("the submission looks at " + what)


def load(asked):
    global solution
    solution = types.ModuleType("solution")
    solution.__file__ = "solution.py"
    sys.modules["solution"] = solution
    solution.__loader__ = Source(asked["source"])
    try:
        exec(compile(asked["source"], "solution.py", "exec"), vars(solution))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"unloaded": told(error)}
    return {"exceptions": exceptions()}


def exceptions():
    """The classes that a test may want to catch."""
    found = {name: value for name, value in list(vars(solution).items())[:1000]
             if isinstance(value, type) and issubclass(value, BaseException) and value.__module__ == "solution"}
    return {name: [base.__name__ for base in value.__mro__][:50] for name, value in found.items()}


def named(name):
    """A function of the submission, or None."""
    name = name.replace("()", "")
    if name in vars(solution):
        return vars(solution)[name]
    if name.count(".") == 1:  # a method, of an object made for this call
        owner, method = name.split(".")
        return getattr(vars(solution)[owner](), method)
    if hasattr(vars(solution).get("Solution"), name):  # as some data sets have theirs
        return getattr(vars(solution)["Solution"](), name)
    return None


def guarded(work):
    """What came of some of the submission's code."""
    try:
        return work()
    except (NotPlain, NeedsTheObjects) as error:
        return {"unsupported": str(error)}
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"error": told(error)}


def once(asked):
    """Loads, and makes one call."""
    loaded = load(asked)
    if "unloaded" in loaded:
        return loaded
    os.write(1, ("\n%s\n" % asked["nonce"]).encode("ascii"))
    return guarded(lambda: called(asked))


def called(asked):
    function = named(asked["name"])
    return {"missing": asked["name"]} if function is None else {"value": encode(function(*decode(asked["args"])))}


def relayed(asked):
    """A call of a test's: what it changed in its arguments is told, too, however it ended."""
    graph = Graph()
    args, kwargs = deep(lambda: (graph.every(asked["args"]), {name: graph.decode(value) for name, value in asked["kwargs"].items()}))
    before = [(held, inside(held)) for held in graph.held]

    def work():
        function = named(asked["name"])
        if function is None:
            return {"missing": asked["name"]}
        value = function(*args, **kwargs)
        return {"value": deep(lambda: graph.encode(value))}

    answer = guarded(work)
    if "value" not in answer and "error" not in answer:
        return answer
    changed = guarded(lambda: deep(lambda: {"changes": [
        [at, graph.content(held)] for at, (held, was) in enumerate(before) if not same(was, inside(held))]}))
    return dict(answer, **changed) if "changes" in changed else changed


def inside(held):
    if isinstance(held, bytearray):
        return bytes(held)
    return [part for pair in dict.items(held) for part in pair] if isinstance(held, dict) else list(held)


def same(was, now):
    return was == now if type(was) is bytes else len(was) == len(now) and all(one is other for one, other in zip(was, now))


def look(asked):
    """A variable of the submission's, or an attribute of one."""
    def work():
        value = named(asked["name"])
        if value is None and asked["name"] not in vars(solution):
            return {"missing": asked["name"]}
        if asked["attribute"] is not None:
            if not hasattr(value, asked["attribute"]):
                return {"absent": True}
            value = getattr(value, asked["attribute"])
        return {"value": deep(lambda: Graph().encode(value))}

    return guarded(work)


def serve(what):
    asked = request()
    reply(asked["nonce"], what(asked))
