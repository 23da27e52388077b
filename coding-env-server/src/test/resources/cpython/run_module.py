"""Runs one module of CPython's own tests, named by MODULE above; a line of standard output for each test's outcome."""
import errno
import importlib
import os
import sys
import unittest

_write, _dup = os.write, os.dup


def main():
    out = _dup(1)
    told = {}

    def tell(outcome, test):
        test = getattr(test, "test_case", test)  # a part of a test tells of the whole
        name = test.id()
        if told.get(name, "ok") == "ok":
            told[name] = outcome
            _write(out, f"\n@ {outcome} {name}\n".encode("utf-8", "backslashreplace"))

    class Result(unittest.TestResult):
        def addSuccess(self, test):
            tell("ok", test)

        def addError(self, test, error):
            tell(refusal(error[1]) or "error", test)
            super().addError(test, error)
            sys.__stderr__.write(self.errors[-1][1])

        def addFailure(self, test, error):
            tell("failure", test)
            super().addFailure(test, error)
            sys.__stderr__.write(self.failures[-1][1])

        def addSkip(self, test, reason):
            tell("skip", test)

        def addExpectedFailure(self, test, error):
            tell("expected", test)

        def addUnexpectedSuccess(self, test):
            tell("unexpected", test)

        def addSubTest(self, test, part, error):
            if error is not None:
                (self.addFailure if issubclass(error[0], test.failureException) else self.addError)(part, error)

    def refusal(error):
        """Returns the name of what a sandbox may have refused, if an error or what it came of says so."""
        while error is not None:
            if isinstance(error, OSError) and error.errno == errno.EROFS:
                return "read-only"
            trace = error.__traceback__
            while trace is not None:
                code = trace.tb_frame.f_code
                if isinstance(error, PermissionError) and code.co_name == "__init__" and code.co_filename.endswith("/socket.py"):
                    return "no-network"
                trace = trace.tb_next
            error = error.__cause__ or error.__context__
        return None

    class Module:
        def __init__(self, name):
            self.name = name

        def id(self):
            return self.name

    from test import support
    support.use_resources = []
    support._run_suite = lambda suite: suite.run(Result())
    whole = Module(MODULE)
    try:
        module = importlib.import_module(MODULE)
        test_main = getattr(module, "test_main", None)
        if test_main is not None:
            test_main()
        else:
            unittest.defaultTestLoader.loadTestsFromModule(module).run(Result())
    except unittest.SkipTest as reason:
        tell("skip", whole)
    except Exception as error:
        tell(refusal(error) or "error", whole)
        sys.excepthook(*sys.exc_info())
    tell("ended", Module("(end)"))
    os.close(out)


if __name__ == "__main__":
    main()
