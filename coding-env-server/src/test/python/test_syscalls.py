"""The tables of system calls, against the kernel's own headers; and the filter's shape."""

import os
import re
import struct
import sys
import unittest

import harness

sys.path.insert(0, harness.WORKER)
import seccomp  # noqa: E402
import syscalls  # noqa: E402

HEADERS = {"x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "/usr/include/asm-generic/unistd.h"}
TABLES = (syscalls.ALWAYS, syscalls.UNCOUNTED_MEMORY, syscalls.ONE_PROCESS, syscalls.BY_ARGUMENT)
ALLOW, DENY, NO_CALL, KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000


def verdict(program, arch, number, *arguments):
    """Runs a filter the way the kernel does."""
    data = struct.pack("=IIQ6Q", number, arch, 0, *arguments, *[0] * (6 - len(arguments)))
    code = list(struct.iter_unpack("=HBBI", program))
    at, register = 0, 0
    while True:
        operation, if_true, if_false, value = code[at]
        at += 1
        if operation == 0x20:
            register = struct.unpack_from("=I", data, value)[0]
        elif operation == 0x06:
            return value
        elif operation == 0x05:
            at += value
        elif operation == 0x54:
            register &= value
        else:
            holds = {0x15: register == value, 0x35: register >= value, 0x45: bool(register & value)}[operation]
            at += if_true if holds else if_false


class SyscallsTest(unittest.TestCase):

    def test_numbers_are_the_kernels(self):
        compared = 0
        for machine, header in HEADERS.items():
            if os.path.exists(header):
                with open(header, encoding="utf-8") as lines:
                    known = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", lines.read()))
                for name, number in [entry for table in TABLES for entry in syscalls.numbers(table, machine).items()]:
                    if name in known:
                        self.assertEqual(number, int(known[name]), f"{name} on {machine}")
                        compared += 1
        if not compared:
            self.skipTest("the kernel's headers are not installed")
        self.assertGreater(compared, 100)

    def test_no_number_is_named_twice(self):
        for machine in HEADERS:
            numbers = [number for table in TABLES for number in syscalls.numbers(table, machine).values()]
            self.assertEqual(len(numbers), len(set(numbers)))
            self.assertLessEqual(max(numbers), syscalls.NEWEST)

    def test_every_number_has_the_verdict_of_the_tables(self):
        for machine, arch in syscalls.AUDIT_ARCH.items():
            for alone in (False, True):
                program = seccomp.build(alone, False, not alone, False, machine)
                self.assertLess(len(program) // 8, 4096)
                refused = set(syscalls.numbers(syscalls.ALWAYS, machine).values())
                refused |= set(syscalls.numbers(syscalls.UNCOUNTED_MEMORY, machine).values())
                refused |= set(syscalls.numbers(syscalls.ONE_PROCESS, machine).values()) if alone else set()
                special = set(syscalls.numbers(syscalls.BY_ARGUMENT, machine).values())
                for number in set(range(syscalls.NEWEST + 1)) - special:
                    unused = number in range(*syscalls.UNUSED[machine])
                    expected = DENY if number in refused else NO_CALL if unused else ALLOW
                    self.assertEqual(verdict(program, arch, number), expected, (machine, alone, number))
                for number in (syscalls.NEWEST + 1, 0x40000000, 0x40000000 | 39, 0xFFFFFFFF):
                    self.assertEqual(verdict(program, arch, number), NO_CALL)
                self.assertEqual(verdict(program, arch ^ 1, 0), KILL)

    def test_arguments_decide_where_they_must(self):
        for machine, arch in syscalls.AUDIT_ARCH.items():
            calls = syscalls.numbers(syscalls.BY_ARGUMENT, machine)
            apart = seccomp.build(False, False, True, True, machine)
            alone = seccomp.build(True, False, False, True, machine)
            open_network = seccomp.build(False, True, True, True, machine)
            unscoped = seccomp.build(False, True, False, True, machine)
            thread, fork, vfork = 0x3D0F00, 17, 0x4111
            for flag in (0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
                self.assertEqual(verdict(apart, arch, calls["clone"], fork | flag), DENY)
                self.assertEqual(verdict(alone, arch, calls["clone"], thread | flag), DENY)
            for flags in (thread, fork, vfork):
                self.assertEqual(verdict(apart, arch, calls["clone"], flags), ALLOW)
                self.assertEqual(verdict(alone, arch, calls["clone"], flags), ALLOW if flags == thread else DENY)
            self.assertEqual(verdict(apart, arch, calls["clone3"]), NO_CALL)
            for family in range(64):
                allowed = {apart: (1,), alone: (), open_network: (1, 2, 10), unscoped: (2, 10)}
                for program, families in allowed.items():
                    expected = ALLOW if family in families else 0x0005000D
                    # the kernel ignores the upper half of the register
                    self.assertEqual(verdict(program, arch, calls["socket"], 1 << 32 | family), expected)
            self.assertEqual(verdict(alone, arch, calls["socketpair"], 1, 1), ALLOW)
            self.assertEqual(verdict(alone, arch, calls["socketpair"], 1, 0x80802), DENY)
            self.assertEqual(verdict(apart, arch, calls["kill"], 1, 9), ALLOW)
            self.assertEqual(verdict(alone, arch, calls["kill"], 1, 9), DENY)


if __name__ == "__main__":
    harness.main()
