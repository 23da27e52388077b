"""The tables of system calls: against the kernel's own headers, against the filter, and against the page that shows them."""

import functools
import os
import re
import struct
import sys
import unittest

import harness

sys.path.insert(0, harness.WORKER)
import arguments  # noqa: E402
import calls_table  # noqa: E402
import seccomp  # noqa: E402
import syscalls  # noqa: E402

HEADERS = {"x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "/usr/include/asm-generic/unistd.h"}
CONSTANTS = {"fcntl": ("linux/fcntl.h", "asm-generic/fcntl.h"), "prctl": ("linux/prctl.h",),
             "madvise": ("asm-generic/mman-common.h",), "ioctl": ("asm-generic/ioctls.h", "linux/sockios.h", "asm-generic/sockios.h")}
ALLOW, DENY, NO_CALL, NOTHING, KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x00050000, 0x80000000
REFUSED_SOCKET, NO_SUPPORT = 0x0005000D, 0x0005005F
PROTOCOLS = (0, 1, 6, 17, 132, 262)
POLICIES = [seccomp.Policy(alone, network, unix, counted) for alone in (False, True) for network in (False, True)
            for unix in ((False,) if alone else (False, True)) for counted in (False, True)]


@functools.lru_cache(64)
def decoded(program):
    return list(struct.iter_unpack("=HBBI", program))


def verdict(program, arch, number, *values):
    """Runs a filter the way the kernel does."""
    data = struct.pack("=IIQ6Q", number, arch, 0, *values, *[0] * (6 - len(values)))
    code = decoded(program)
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


class Programs:
    """A filter to be asked by a call's name."""

    def __init__(self, machine, **policy):
        settings = {"alone": False, "network": False, "unix": False, "memory_counted": True, **policy}
        self.program = seccomp.build(seccomp.Policy(**settings), machine)
        self.arch = syscalls.AUDIT_ARCH[machine]
        self.numbers = {name: number for name, (number, _) in syscalls.listed(machine).items()}

    def __call__(self, name, *values):
        return verdict(self.program, self.arch, self.numbers[name], *values)


class TablesTest(unittest.TestCase):

    def test_numbers_are_the_kernels(self):
        compared = 0
        for machine, header in HEADERS.items():
            if os.path.exists(header):
                with open(header, encoding="utf-8") as lines:
                    known = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", lines.read()))
                for name, (number, _) in syscalls.listed(machine).items():
                    if name in known:
                        self.assertEqual(number, int(known[name]), f"{name} on {machine}")
                        compared += 1
        if not compared:
            self.skipTest("the kernel's headers are not installed")
        self.assertGreater(compared, 300)

    def test_values_of_arguments_are_the_kernels(self):
        compared = 0
        for choice in arguments.CHOICES:
            known = {}
            for header in CONSTANTS[choice.call]:
                if os.path.exists("/usr/include/" + header):
                    with open("/usr/include/" + header, encoding="utf-8") as lines:
                        found = re.findall(r"# ?define\s+((?:F_|PR_|MADV_|T|S|F)\w+)\s+\(?(?:F_LINUX_SPECIFIC_BASE\s*\+\s*(\d+)|(0x[0-9a-fA-F]+|[1-9]\d*|0))\b", lines.read())
                        known.update({name: 1024 + int(more) if more else int(value, 0) for name, more, value in found})
            for name, value in {**choice.everywhere, **choice.apart, **choice.refused}.items():
                if name in known:
                    self.assertEqual(value, known[name], name)
                    compared += 1
        if not compared:
            self.skipTest("the kernel's headers are not installed")
        self.assertGreater(compared, 80)

    def test_no_number_is_named_twice(self):
        for machine in HEADERS:
            numbers = [number for group in syscalls.GROUPS for number in syscalls.numbers(group.calls, machine).values()]
            self.assertEqual(len(numbers), len(set(numbers)))

    def test_each_entry_has_a_reason(self):
        for entry in (*syscalls.GROUPS, *arguments.CHOICES, *arguments.SPECIALS):
            self.assertGreater(len(entry.why), 20, entry)

    def test_the_page_shows_the_tables_as_they_are(self):
        self.assertEqual(calls_table.shown(), calls_table.text(), "run: python3 src/test/python/calls_table.py --write")


class FilterTest(unittest.TestCase):

    def test_every_number_has_the_verdict_of_the_tables(self):
        for machine, arch in syscalls.AUDIT_ARCH.items():
            listed = {number: (name, group) for name, (number, group) in syscalls.listed(machine).items()}
            for policy in POLICIES:
                program = seccomp.build(policy, machine)
                self.assertLess(len(program) // 8, 4096)
                answers = {syscalls.YES: ALLOW, syscalls.NO: DENY, syscalls.ABSENT: NO_CALL, syscalls.NOTHING: NOTHING,
                           syscalls.COUNTED: ALLOW if policy.memory_counted else DENY,
                           syscalls.NETWORK: ALLOW if policy.network else DENY}
                for number in (*range(600), 0x40000000, 0x40000000 | 39, 0x40000000 | 520, 0xFFFFFFFF):
                    name, group = listed.get(number, ("", None))
                    wanted = syscalls.ABSENT if group is None else group.alone if policy.alone else group.apart
                    if wanted != syscalls.ARGUMENT:
                        self.assertEqual(verdict(program, arch, number), answers[wanted], (machine, policy, number, name))
                self.assertEqual(verdict(program, arch ^ 1, 0), KILL)

    def test_every_value_has_the_verdict_of_the_tables(self):
        for machine in HEADERS:
            for alone in (False, True):
                ask = Programs(machine, alone=alone)
                for choice in arguments.CHOICES:
                    named = {**choice.everywhere, **choice.apart, **choice.refused}
                    allowed = {*choice.everywhere.values(), *(() if alone else choice.apart.values())}
                    for value in (*range(1200), *range(0x5400, 0x5500), *range(0x8900, 0x89FF), *named.values(), 0xFFFFFFFF):
                        expected = ALLOW if value in allowed else DENY if value in named.values() else 0x00050000 | choice.otherwise
                        values = [0] * choice.index + [1 << 32 | value]  # the kernel ignores the upper half
                        self.assertEqual(ask(choice.call, *values), expected, (machine, alone, choice.call, value))

    def test_clone_makes_threads_and_processes_and_no_namespaces(self):
        thread, fork, vfork = 0x3D0F00, 0x1200011, 0x4111
        for machine in HEADERS:
            apart, alone = Programs(machine), Programs(machine, alone=True)
            for flags in (thread, fork, vfork):
                self.assertEqual(apart("clone", flags), ALLOW)
                self.assertEqual(alone("clone", flags), ALLOW if flags == thread else DENY)
            for bit in (13, 15, 17, 23, *range(25, 32)):  # PTRACE, PARENT, NEWNS, UNTRACED, NEW..., IO
                self.assertEqual(apart("clone", fork | 1 << bit), DENY, bit)
                self.assertEqual(alone("clone", thread | 1 << bit), DENY, bit)

    def test_sockets_are_of_few_kinds(self):
        internet = {(family, kind, protocol) for family in (2, 10) for kind, protocol in ((1, 0), (1, 6), (2, 0), (2, 17))}
        unix = {(1, kind, protocol) for kind in (1, 2, 5) for protocol in PROTOCOLS}
        pairs = {triple for triple in unix if triple[1] != 2}
        cases = ((dict(unix=True), unix, unix), (dict(alone=True), set(), pairs), (dict(network=True, unix=True), internet | unix, unix),
                 (dict(network=True), internet, pairs), (dict(network=True, alone=True), internet, pairs))
        for machine in HEADERS:
            for policy, sockets, paired in cases:
                ask = Programs(machine, **policy)
                for family in range(48):
                    for kind in range(12):
                        for protocol in PROTOCOLS:
                            for name, allowed in (("socket", sockets), ("socketpair", paired)):
                                expected = ALLOW if (family, kind, protocol) in allowed else REFUSED_SOCKET
                                told = (machine, policy, name, family, kind, protocol)
                                self.assertEqual(ask(name, 1 << 32 | family, 0x80800 | kind, protocol), expected, told)

    def test_options_of_sockets_are_those_listed(self):
        listed, no_option = set(arguments.SOCKET_OPTIONS.values()), 0x0005005C
        for machine in HEADERS:
            for network in (False, True):
                ask = Programs(machine, network=network)
                for name in ("setsockopt", "getsockopt"):
                    for option in range(128):
                        self.assertEqual(ask(name, 3, 1, option), ALLOW if option in listed else no_option, (name, option))
                    for level in (*range(2, 300), 0):
                        passed = network and level in (0, 6, 17, 41)
                        self.assertEqual(ask(name, 3, level, 1), ALLOW if passed else no_option, (name, level))
                    self.assertEqual(ask(name, 3, 6, 31), no_option)  # TCP_ULP

    def test_clocks_are_nobody_elses(self):
        clocks = [(clock, ALLOW) for clock in (*range(16), *(0xFFFFFFF8 + kind for kind in range(8)))]
        others = [((~number << 3 | kind) & 0xFFFFFFFF, DENY) for number in (1, 2, 77, 1 << 22) for kind in range(8)]
        for machine in HEADERS:
            apart, alone = Programs(machine), Programs(machine, alone=True)
            for call in ("clock_gettime", "clock_getres", "clock_nanosleep", "timer_create"):
                for clock, expected in clocks + others:
                    self.assertEqual((apart(call, clock), alone(call, clock)), (ALLOW, expected), (call, clock))

    def test_the_other_rules_hold(self):
        for machine in HEADERS:
            apart, alone = Programs(machine), Programs(machine, alone=True)
            for path, expected in ((0, ALLOW), (4096, DENY), (1 << 32, DENY)):
                self.assertEqual(alone("utimensat", 3, path), expected)
                self.assertEqual(apart("utimensat", 3, path), ALLOW)
            for name in ("kill", "tgkill"):
                self.assertEqual((apart(name, 1, 9), alone(name, 1, 9)), (ALLOW, DENY))
                self.assertEqual(alone(name, 0xDEAD0001, 9), ALLOW)  # the place of the child's own process id
            for ask in (apart, alone):
                self.assertEqual([ask("setrlimit", kind) for kind in (3, 4, 5)], [ALLOW, DENY, ALLOW])
                for new in (8, 1 << 32):
                    self.assertEqual([ask("prlimit64", 0, kind, new) for kind in (3, 4, 5)], [ALLOW, DENY, ALLOW])
                self.assertEqual(ask("prlimit64", 0, 4, 0), ALLOW)  # asks only
                self.assertEqual([ask("fadvise64", 3, 0, 0, advice) for advice in range(6)], [ALLOW] * 4 + [NOTHING, ALLOW])
                for flags, expected in ((0, ALLOW), (1, ALLOW), (8, NO_SUPPORT), (9, NO_SUPPORT), (0x80, NO_SUPPORT)):
                    self.assertEqual(ask("preadv2", 3, 0, 0, 0, 0, flags), expected)
            self.assertEqual((apart("prlimit64", 77, 7, 8), alone("prlimit64", 77, 7, 8)), (ALLOW, DENY))
            self.assertEqual((alone("prlimit64", 77, 4, 0), alone("prlimit64", 77, 7, 0)), (DENY, DENY))

    def test_what_is_called_often_is_decided_soon(self):
        for machine in HEADERS:
            for policy in POLICIES:
                code = seccomp.build(policy, machine)
                self.assertLess(_depth(list(struct.iter_unpack("=HBBI", code)), syscalls.listed(machine)["fcntl"][0]), 16)


def _depth(code, number):
    """How many instructions the filter takes until it looks at an argument."""
    at, steps, register = 3, 0, 0
    while True:
        operation, if_true, if_false, value = code[at]
        at, steps = at + 1, steps + 1
        if operation == 0x20 and value >= 16:
            return steps
        if operation == 0x20:
            register = number
        elif operation == 0x05:
            at += value
        else:
            at += if_true if {0x15: register == value, 0x35: register >= value}[operation] else if_false


if __name__ == "__main__":
    harness.main()
