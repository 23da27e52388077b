"""Identity, capabilities, and the system calls that are refused."""

import os
import unittest

import harness

X86 = os.uname().machine == "x86_64"


class PrivilegesTest(harness.SandboxCase):

    def test_no_capability_is_held_or_can_be_gained(self):
        self.needs("no-capabilities")
        out = self.passes("""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert libc.capget(header, data) == 0
print(list(data), libc.prctl(39, 0, 0, 0, 0), [libc.prctl(47, 1, cap, 0, 0) for cap in (0, 21)])
""")
        self.assertEqual(out, "[0, 0, 0, 0, 0, 0] 1 [0, 0]\n")
        if self.zygote.has("unprivileged-zygote") and self.zygote.has("own-root"):
            self.passes("""
import ctypes
assert not any(ctypes.CDLL(None).prctl(23, cap, 0, 0, 0) for cap in range(40))
""")

    def test_other_identities_cannot_be_taken(self):
        self.refused("os.setuid(0)\nos.setgid(0)\nos.setgroups([0])\nos.setresuid(-1, 1, -1)\nos.chroot('.')\nos.chown('.', 0, 0)", "OSError")

    def test_each_episode_has_a_user_id_of_its_own(self):
        self.needs("own-uid")
        ids = {self.zygote.run("import os; print(os.getuid())", slot=slot).out for slot in range(3)}
        self.assertEqual(len(ids), 3)
        self.assertNotIn("0\n", ids)

    def test_namespaces_and_mounts_cannot_be_changed(self):
        self.needs("seccomp")
        self.refused("""
if libc.unshare(0x10000000): raise OSError
if libc.unshare(0x00020000): raise OSError
if libc.setns(0, 0): raise OSError
if libc.mount(b'none', b'.', b'tmpfs', 0, None): raise OSError
if libc.umount2(b'/usr', 2): raise OSError
if libc.sethostname(b'x', 1): raise OSError
call(442, -100, 0, 0, 0, 0)
call(428, -100, 0, 0)
call(430, 0, 0)
""" + ("call(56, 0x10000011, 0, 0, 0, 0)\ncall(435, 0, 0)\ncall(155, 0, 0)\n" if X86 else ""), "OSError")

    @unittest.skipUnless(X86, "the numbers are x86_64's")
    def test_dangerous_calls_are_refused(self):
        self.needs("seccomp")
        self.refused("""
call(101, 0, 0, 0, 0)
call(310, os.getpid(), 0, 0, 0, 0, 0)
call(311, os.getpid(), 0, 0, 0, 0, 0)
call(312, os.getpid(), os.getpid(), 0, 0, 0)
call(438, 0, 0, 0)
call(425, 8, 0)
call(323, 0)
call(321, 0, 0, 0)
call(298, 0, 0, 0, 0, 0)
call(250, 0, -3, 0)
call(248, 0, 0, 0, 0, -3)
call(253)
call(294, 0)
call(300, 0, 0)
call(135, 0x0040000)
call(304, 0, 0, 0)
call(317, 1, 0, 0)
call(444, 0, 0, 1)
call(29, 0, 4096, 0o1600)
call(68, 0, 0o1600)
call(240, b'/q', 0o102, 0o600, 0)
call(447, 0)
call(206, 8, 0)
call(169, 0, 0, 0, 0)
call(227, 0, 0)
call(157, 22, 2, 0, 0, 0)
call(16, 0, 0x5412, 0)
fcntl.fcntl(os.open('.', os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_CREATE)
__import__('time').clock_settime(0, 0)
""", "OSError")

    @unittest.skipUnless(X86, "the numbers are x86_64's")
    def test_calls_that_are_unknown_or_of_another_kind_do_not_exist(self):
        self.needs("seccomp")
        out = self.passes("""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for number in (463, 600, 1 << 20, 0x40000000 | 39, 0x40000000 | 520, 340, 423):
    assert libc.syscall(number, 0, 0, 0) == -1 and ctypes.get_errno() == 38, number
print(libc.syscall(39) > 0)
""")
        self.assertEqual(out, "True\n")

    @unittest.skipUnless(X86, "the machine code is x86_64's")
    def test_a_call_of_the_other_architecture_kills(self):
        self.needs("seccomp")
        outcome = self.zygote.run("""
import ctypes, mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))  # mov eax, 20; int 0x80; ret
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
""")
        self.assertIn(outcome.status, (-31, -11), outcome)  # SIGSYS, or SIGSEGV from a kernel that has no such calls

    def test_memory_that_nothing_counts_is_refused(self):
        self.needs("seccomp")
        self.without("memory-cgroup")
        self.refused("os.memfd_create('x')", "OSError")

    def test_what_programs_need_is_allowed(self):
        self.passes("""
import ctypes, faulthandler, mmap, os, resource, select, signal, sqlite3, threading, time
select.epoll().close(); os.eventfd(0) if hasattr(os, 'eventfd') else None
mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)
signal.setitimer(signal.ITIMER_REAL, 10); signal.setitimer(signal.ITIMER_REAL, 0)
sqlite3.connect('base.db').execute('create table t (a)'); resource.getrlimit(resource.RLIMIT_AS)
os.sched_getaffinity(0); os.getloadavg() if os.path.exists('/proc/loadavg') else None
import fcntl; fcntl.lockf(open('lock', 'w'), fcntl.LOCK_EX); os.pipe(); time.sleep(0)
resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
""")


if __name__ == "__main__":
    harness.main()
