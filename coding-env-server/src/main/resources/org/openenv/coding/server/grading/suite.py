"""Runs a file of tests in the process of the submission: unittest's, or pytest's where it is installed."""
import inspect
import io
import os
import types
import unittest


class Noted(unittest.TextTestResult):
    def __init__(self, *args):
        super().__init__(*args)
        self.noted = {}

    def note(self, test, status, error=None):
        self.noted[test.id()] = [status, "" if error is None else ("%s: %s" % (error[0].__name__, error[1]))[:2000]]

    def addSuccess(self, test):
        self.note(test, "passed")

    def addFailure(self, test, error):
        self.note(test, "wrong-answer", error)

    def addError(self, test, error):
        self.note(test, "runtime-error", error)

    def addSkip(self, test, reason):
        self.note(test, "not-run")

    def addExpectedFailure(self, test, error):
        self.note(test, "passed")

    def addUnexpectedSuccess(self, test):
        self.note(test, "wrong-answer")

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.note(test, "wrong-answer", error)


class BrokenTest(Exception):
    """The test can't be carried out, whatever the submission is."""


def compiled(test):
    try:
        return compile(test, "test_solution.py", "exec")
    except (SyntaxError, ValueError) as error:
        raise BrokenTest("%s: %s" % (type(error).__name__, error))


def load_tests(test, names):
    try:
        exec(compiled(test), names)
    except ModuleNotFoundError as error:
        raise error if (error.name or "").startswith("solution") else BrokenTest(str(error))


def run_unittest(test):
    module = types.ModuleType("test_solution")
    sys.modules["test_solution"] = module
    vars(module).update({name: value for name, value in vars(solution).items() if not name.startswith("__")})
    load_tests(test, vars(module))
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    return unittest.TextTestRunner(io.StringIO(), resultclass=Noted).run(suite).noted


def status(report, raised):
    if report.outcome == "failed":
        return "wrong-answer" if raised is None or report.when == "call" and issubclass(raised, AssertionError) else "runtime-error"
    return "passed" if report.outcome == "passed" or hasattr(report, "wasxfail") else "not-run"


def run_pytest(test, source):
    compiled(test)
    try:
        import pytest
    except ImportError:
        raise BrokenTest("this server's Python has no pytest")
    noted, broken = {}, []

    class Plugin:
        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(self, item, call):
            report = (yield).get_result()
            if report.when == "call" or report.outcome != "passed":
                raised = call.excinfo.type if call.excinfo else None
                name = report.nodeid.split("::", 1)[-1]
                if noted.get(name, ["passed"])[0] == "passed":
                    noted[name] = [status(report, raised), str(report.longrepr or "")[-2000:]]

        def pytest_collectreport(self, report):
            if report.failed:
                broken.append(str(report.longrepr)[-2000:])

    for name, text in ("solution.py", source), ("test_solution.py", test):
        with open(name, "w") as file:
            file.write(text)
    sys.modules.pop("solution", None)
    pytest.main(["-q", "-p", "no:cacheprovider", "test_solution.py"], [Plugin()])
    if broken and not noted:
        missing = "ModuleNotFoundError" in broken[0] and "'solution" not in broken[0]
        raise BrokenTest(broken[0]) if missing else ImportError("the tests could not be loaded: " + broken[0])
    return noted


def asserts(asked):
    names = dict(vars(solution))
    exec(compile(asked["test"], "test.py", "exec"), names)
    if asked["entry"] and callable(names.get("check")) and names["check"] is not vars(solution).get("check"):
        names["check"](names[asked["entry"]])
    return {"asserts": ["passed", ""]}


def suite(asked):
    try:
        if asked["kind"] == "asserts":
            return {"tests": asserts(asked)}
        if asked["kind"] == "pytest":
            return {"tests": run_pytest(asked["test"], asked["source"])}
        return {"tests": run_unittest(asked["test"])}
    except BrokenTest as error:
        return {"broken": str(error)}
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"error": told(error)}
