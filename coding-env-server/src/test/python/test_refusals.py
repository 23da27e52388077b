"""Which refused calls a failed program is told of."""

import errno
import os
import sys
import unittest

import harness

sys.path.insert(0, harness.WORKER)
import refusals  # noqa: E402
import seccomp  # noqa: E402


@unittest.skipIf(sys.version_info < (3, 10), "code doesn't tell its lines")
class RefusalsTest(unittest.TestCase):

    def setUp(self):
        self.addCleanup(setattr, refusals, "_refused", frozenset())

    def named(self, code, alone=False, number=errno.EPERM, **bindings):
        refusals.know(seccomp.Policy(alone, False, False, False))

        def chroot(*_):
            raise OSError(number, "refused")

        module = type("os", (), {name: staticmethod(chroot) for name in ("chroot", "kill", "fork", "chmod", "open", "nice")})
        try:
            exec(compile(code, "<program>", "exec"), {"os": module, **bindings})
        except OSError as error:
            trace = error.__traceback__
            while trace and trace.tb_next:  # C functions have no frames, so neither shall chroot
                if trace.tb_next.tb_frame.f_code.co_name == "chroot":
                    trace.tb_next = None
                trace = trace.tb_next
            return refusals.names(error)
        raise AssertionError("nothing failed")

    def test_a_refused_call_is_named_by_the_line_that_failed(self):
        self.assertEqual(self.named("x = 1\nos.chroot('.')\nos.fork"), ["chroot"])
        self.assertEqual(self.named("def f():\n  mount = 1\n  return (\n    os.chroot('.'))\nf()"), ["chroot"])

    def test_what_the_rung_allows_is_not_named(self):
        self.assertEqual(self.named("os.kill(1, 9)"), [])
        self.assertEqual(self.named("os.kill(1, 9)", alone=True), ["kill"])
        self.assertEqual(self.named("os.chmod('.', 0)"), [])
        self.assertEqual(self.named("os.open('x')", alone=True), [])

    def test_python_names_lead_to_the_kernels(self):
        self.assertEqual(self.named("os.nice(1)", alone=True), ["setpriority"])

    def test_other_errors_name_nothing(self):
        self.assertEqual(self.named("raise OSError(1, 'chroot')"), [])
        self.assertEqual(self.named("os.chroot('.')", number=errno.ENOENT), [])
        self.assertEqual(refusals.names(ValueError()), [])
        self.assertEqual(refusals.names(OSError(errno.EPERM, "never raised")), [])

    def test_without_a_filter_nothing_is_named(self):
        try:
            os.chroot("/no/such")
        except OSError as error:
            self.assertEqual(refusals.names(error), [])


class InAnEpisodeTest(harness.SandboxCase):

    def test_what_the_filter_refuses_is_named(self):
        self.needs("seccomp")
        out = self.passes("""
import os, socket, sys
for call in ('os.chroot(".")', 'socket.socket()', 'os.open("/etc/shadow", 0)', '__import__("resource").setrlimit(4, (0, 0))'):
    try:
        exec(call)
    except OSError as error:
        print(sys.modules['refusals'].names(error))
    except ValueError:
        print('a limit')
""")
        self.assertEqual(out.splitlines()[:3], ["['chroot']", "['socket']", "[]"], out)


if __name__ == "__main__":
    harness.main()
