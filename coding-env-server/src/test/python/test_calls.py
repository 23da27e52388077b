"""Asks the kernel itself, from within an episode, for every call, argument and limit, and compares with the tables."""

import json
import os
import resource
import sys
import unittest

import harness

sys.path.insert(0, harness.WORKER)
import arguments  # noqa: E402
import limits  # noqa: E402
import syscalls  # noqa: E402

MACHINE = os.uname().machine
TRAMPOLINES = (335, 336)  # uretprobe and uprobe pass by any filter, and kill whoever is not the kernel's own code
# What would not come back, or would change the process that asks; and what the kernel itself answers with EPERM or ENOSYS.
NOT_ASKED = ("exit exit_group pause fork vfork rt_sigreturn rt_sigsuspend umask alarm close_range setsid restart_syscall"
             " set_tid_address brk munmap prctl clone").split()
ANSWERED_ALIKE = ("setgroups mlock mlock2 mlockall futex map_shadow_stack mseal futex_wake futex_wait futex_requeue futex_waitv fchmodat2 epoll_pwait2"
                  " openat2 faccessat2").split()
ASK = """
import ctypes, errno, json, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def ask(number, *values):
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, values))
    return 0 if result != -1 else ctypes.get_errno()
"""


class CallsTest(harness.SandboxCase):

    def setUp(self):
        self.needs("seccomp")
        self.alone = not self.zygote.has("own-pid-namespace")
        self.listed = syscalls.listed(MACHINE)

    def asked(self, code):
        return json.loads(self.passes(ASK + code))

    def ask_each(self, call, index, values, *others):
        """Makes a call with each of the values as one of its arguments; returns ``{value: error number}``."""
        number = self.listed[call][0]
        before, after = others[:index], others[index:]
        return dict(self.asked(f"""
print(json.dumps([(value, ask({number}, *{before!r}, value, *{after!r})) for value in {list(values)!r}]))
"""))

    def test_every_number_is_answered_as_its_group_says(self):
        named = {number: (name, group) for name, (number, group) in self.listed.items()}
        numbers = [number for number in range(600) if named.get(number, ("",))[0] not in NOT_ASKED and number not in TRAMPOLINES]
        answers = dict(self.asked(f"""
sys.stdout.flush()
print(json.dumps([(number, ask(number, -1, -1, -1, -1, -1, -1)) for number in {numbers!r}]))
"""))
        counted, wrong = self.zygote.has("memory-cgroup"), []
        for number in numbers:
            name, group = named.get(number, ("", None))
            wanted = syscalls.ABSENT if group is None else group.alone if self.alone else group.apart
            if wanted in (syscalls.NO, syscalls.NETWORK) or wanted == syscalls.COUNTED and not counted:
                self.assertEqual(answers[number], 1, (number, name))
            elif wanted == syscalls.ABSENT:
                self.assertEqual(answers[number], 38, (number, name))
            elif wanted == syscalls.NOTHING:
                self.assertEqual(answers[number], 0, (number, name))
            elif wanted != syscalls.ARGUMENT and name not in ANSWERED_ALIKE:
                if answers[number] in (1, 38):
                    wrong.append((name, answers[number]))
        self.assertEqual(wrong, [])

    def test_every_command_of_fcntl_is_answered_as_the_table_says(self):
        self.answers_as_listed(arguments.FCNTL, [*range(64), *range(1000, 1100)], "open('f', 'w')", 0)

    def test_every_ioctl_is_answered_as_the_table_says(self):
        values = [*range(256), *range(0x5400, 0x5500), *range(0x8900, 0x8A00), 0x40086602, 0x401C5820, 0xC0105500, 0xC020660B]
        self.answers_as_listed(arguments.IOCTL, values, "open('f', 'w')", 0)

    def answers_as_listed(self, choice, values, file, *others):
        allowed = {*choice.everywhere.values(), *(() if self.alone else choice.apart.values())}
        refused = {*choice.refused.values(), *(choice.apart.values() if self.alone else ())}
        number = self.listed[choice.call][0]
        answers = dict(self.asked(f"""
import os
file = {file}
answers = []
for value in {values!r}:
    fd = os.dup(file.fileno())
    answers.append((value, ask({number}, fd, value, *{others!r})))
    os.close(fd)
print(json.dumps(answers))
"""))
        for value in values:
            if value in refused:
                self.assertEqual(answers[value], 1, (choice.call, value))
            elif value not in allowed:
                self.assertEqual(answers[value], choice.otherwise, (choice.call, value))
            elif value != choice.everywhere.get("F_ADD_SEALS"):  # refused by files that are no memfd
                self.assertNotEqual(answers[value], 1, (choice.call, value))

    def test_every_option_of_prctl_that_is_not_listed_is_refused(self):
        choice = arguments.PRCTL
        allowed = {*choice.everywhere.values(), *(() if self.alone else choice.apart.values())}
        values = [value for value in (*range(128), 0x59616D61) if value not in allowed]
        for value, answer in self.ask_each("prctl", 0, values, 0, 0, 0, 0).items():
            known = value in choice.refused.values() or value in choice.apart.values()
            self.assertEqual(answer, 1 if known else choice.otherwise, value)

    def test_every_flag_of_clone_that_is_not_listed_is_refused(self):
        refused = [1 << bit for bit in (13, 15, 17, 23, *range(25, 32))]
        base = 0x3D0F00 if self.alone else 17
        answers = self.ask_each("clone", 0, [base | flag for flag in refused], 0, 0, 0, 0)
        self.assertEqual(set(answers.values()), {1})

    def test_sockets_are_of_the_kinds_in_the_table(self):
        for call in ("socket", "socketpair"):
            number = self.listed[call][0]
            made = self.asked(f"""
pair = (ctypes.c_int * 2)()
def made(*what):
    result = libc.syscall(ctypes.c_long({number}), *what, pair)
    return result >= 0 or ctypes.get_errno() != 13
print(json.dumps([what for family in range(48) for kind in range(12) for protocol in (0, 1, 6, 17, 58, 132, 262)
                  for what in [(family, kind, protocol)] if made(*what)]))
""", )
            kinds = {(family, kind) for family, kind, _ in made}
            pairs = {(1, 1), (1, 5)} if self.alone else {(1, 1), (1, 2), (1, 5)}
            self.assertEqual(kinds, set() if self.alone and call == "socket" else pairs, call)

    def test_every_option_of_a_socket_that_is_not_listed_is_unknown(self):
        listed = set(arguments.SOCKET_OPTIONS.values())
        for call in ("setsockopt", "getsockopt"):
            number = self.listed[call][0]
            known = self.asked(f"""
import socket
one, other = socket.socketpair()
values = ctypes.create_string_buffer(256)
size = ctypes.c_int(16)
place = ctypes.addressof(size) if {call == "getsockopt"} else 16
print(json.dumps([(level, option) for level in (0, 1, 6, 17, 41, 263, 279, 282) for option in range(100)
                  if ask({number}, one.fileno(), level, option, ctypes.addressof(values), place) not in (92, 95)]))
""")
            self.assertLessEqual({tuple(pair) for pair in known}, {(1, option) for option in listed}, call)

    def test_every_limit_is_what_the_table_says_and_cannot_be_raised(self):
        found = self.asked("""
import resource
names = sorted(name for name in dir(resource) if name.startswith('RLIMIT_') and name != 'RLIMIT_OFILE')
told = {}
for name in names:
    kind = getattr(resource, name)
    soft, hard = resource.getrlimit(kind)
    raised = []
    for wanted in ((hard + 1, hard + 1) if hard != -1 else (), (-1, -1)):
        try:
            if wanted and hard != -1:
                resource.setrlimit(kind, wanted)
                raised.append(wanted)
        except (OSError, ValueError):
            pass
    told[name] = soft, hard, raised
try:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (OSError, ValueError):
    pass
else:
    told['RLIMIT_CORE'][2].append('lowered')
print(json.dumps(told))
""")
        table = {limit.name: limit for limit in limits.LIMITS}
        named = {name for name in dir(resource) if name.startswith("RLIMIT_")} - {"RLIMIT_OFILE"}
        self.assertLessEqual(named, set(table) | {"RLIMIT_SBSIZE", "RLIMIT_SWAP", "RLIMIT_NPTS", "RLIMIT_KQUEUES", "RLIMIT_VMEM"})
        for name, (soft, hard, raised) in found.items():
            value = table[name].value
            self.assertFalse(raised, name)
            if isinstance(value, str):
                value = harness.LIMITS[value]
            if name == "RLIMIT_NPROC" and not self.zygote.has("own-uid") and self.alone:
                continue  # it would count the whole user's
            if value is not None and name != "RLIMIT_CPU":
                value += name == "RLIMIT_NPROC"  # the first process does not count
                self.assertEqual((soft, hard), (value, value), name)

    def test_questions_about_the_page_cache_have_no_answer(self):
        answers = self.asked(f"""
import mmap, os
fd = os.open(os.__file__, os.O_RDONLY)
page, vector = mmap.mmap(fd, 4096, prot=mmap.PROT_READ, flags=mmap.MAP_PRIVATE), ctypes.create_string_buffer(4096)
iovec = (ctypes.c_ulong * 2)(ctypes.addressof(vector), 4096)
result = [ask({self.listed['mincore'][0]}, -4096, 4096, ctypes.addressof(vector)), ask({self.listed['cachestat'][0]}, fd, 0, 0, 0),
          ask({self.listed['preadv2'][0]}, fd, ctypes.addressof(iovec), 1, 0, 0, 8)]
print(json.dumps(result + [ask({self.listed['preadv2'][0]}, fd, ctypes.addressof(iovec), 1, 0, 0, 0)]))
""")
        self.assertEqual(answers, [38, 38, 95, 0])


if __name__ == "__main__":
    unittest.main()
