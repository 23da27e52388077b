"""Limits: what a program meets at each, and what is known afterwards."""

import signal

import harness
from harness import MIB


class LimitsTest(harness.SandboxCase):

    def test_a_program_that_wants_too_much_memory_gets_a_memory_error_and_goes_on(self):
        out = self.passes("""
import mmap
private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
for want in (lambda: bytearray(300 << 20), lambda: mmap.mmap(-1, 300 << 20, flags=private), lambda: [0] * (1 << 40)):
    try:
        want()
    except (MemoryError, OSError) as error:
        print(type(error).__name__)
hoard = []
try:
    while True:
        hoard.append(bytearray(1 << 20))
except MemoryError:
    count = len(hoard); hoard.clear()
    print(count > 150)
""")
        self.assertEqual(out, "MemoryError\nOSError\nMemoryError\nTrue\n")

    def test_processes_that_take_too_much_together_are_killed_with_evidence(self):
        self.needs("memory-cgroup")
        self.needs("own-pid-namespace")
        outcome = self.zygote.run("""
import os, time
for _ in range(4):
    if os.fork() == 0:
        hoard = bytearray(b'x') * (150 << 20)
        time.sleep(60)
os.wait()
""")
        self.assertTrue(outcome.evidence["oom"], outcome)
        self.assertGreater(outcome.evidence["peak_bytes"], 200 * MIB)
        self.assertLessEqual(outcome.evidence["peak_bytes"], 256 * MIB)
        next_one = self.zygote.run("print('next')")
        self.assertEqual((next_one.out, next_one.evidence["oom"]), ("next\n", False))
        self.assertLess(next_one.evidence["peak_bytes"], 200 * MIB)

    def test_a_main_process_killed_for_memory_is_told_from_one_killed_by_itself(self):
        self.needs("memory-cgroup")
        # shared memory escapes the address space of any one process, not the control group
        hog = "import os\nfd = os.memfd_create('x')\nwhile True: os.write(fd, bytes(1 << 20))"
        outcome = self.zygote.run(hog, file_bytes=1 << 40) if self.zygote.has("own-root") else None
        if outcome:
            self.assertEqual((outcome.status, outcome.evidence["oom"]), (-9, True), outcome)
        own = self.zygote.run("import ctypes; ctypes.string_at(0)")
        self.assertEqual((own.status, own.evidence["oom"]), (-11, False), own)

    def test_a_fork_bomb_stops_at_the_limit_and_hurts_nobody(self):
        self.needs("own-pid-namespace")
        self.zygote.start("""
import os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print('up', flush=True)
signal.sigwait([signal.SIGUSR1])
print([os.waitpid(os.fork() or os._exit(0), 0)[1] for _ in range(3)])
""", slot=1, ready="up")
        self.zygote.start("""
import os, time
made = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(60)
        made += 1
except OSError as error:
    print(type(error).__name__, made, flush=True)
    time.sleep(60)
""", ready="Error")
        self.zygote.ask("kill", 1, signal.SIGUSR1)
        self.assertEqual(self.zygote.run("print('new')", slot=2).out, "new\n")
        neighbour = self.zygote.finish(1)
        self.assertEqual(neighbour.out, "[0, 0, 0]\n", neighbour)
        self.zygote.ask("kill", 0, signal.SIGKILL)
        self.zygote.finish(0)

    def test_a_wild_fork_bomb_ends_with_its_session(self):
        self.needs("own-pid-namespace")
        self.zygote.start("""
import os
print('up', flush=True)
while True:
    try:
        os.fork()
    except OSError:
        pass
""", ready="up")
        self.zygote.ask("kill", 0, 9)
        self.assertEqual(self.zygote.finish(0).status, -9)
        self.assertEqual(self.zygote.run("print('next')").out, "next\n")

    def test_threads_are_limited(self):
        out = self.passes("""
import threading, time
try:
    for number in range(2000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError as error:
    print(error, number < 200)
import os, sys
sys.stdout.flush()
os._exit(0)
""")
        self.assertEqual(out, "can't start new thread True\n")

    def test_open_files_are_limited(self):
        out = self.passes("""
import errno, os
kept = []
try:
    while True:
        kept.append(os.open('/dev/null', os.O_RDONLY))
except OSError as error:
    print(errno.errorcode[error.errno], len(kept) < 64)
""")
        self.assertEqual(out, "EMFILE True\n")

    def test_cpu_time_is_limited(self):
        outcome = self.zygote.run("while True: pass", cpu_seconds=1)
        self.assertEqual(outcome.status, -24, outcome)
        stubborn = self.zygote.run("import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", cpu_seconds=1)
        self.assertEqual(stubborn.status, -9, stubborn)

    def test_no_limit_can_be_raised(self):
        if not self.zygote.has("memory-cgroup"):  # which is the wall where there is one
            self.refused("""
resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
resource.setrlimit(resource.RLIMIT_DATA, (-1, -1))
""", "OSError", "ValueError")
        self.refused("""
resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 20, 1 << 20))
resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
resource.setrlimit(resource.RLIMIT_CORE, (2, 2))
os.mlock if hasattr(os, 'mlock') else libc.mlock(ctypes.create_string_buffer(8192), 8192) == 0 or (_ for _ in ()).throw(OSError())
""", "OSError", "ValueError")

    def test_no_core_is_dumped(self):
        outcome = self.zygote.run("import ctypes, os; print(os.getcwd(), flush=True); ctypes.string_at(0)")
        self.assertEqual(outcome.status, -11)

    def test_an_episode_may_be_given_less(self):
        out = self.passes("""
import resource
box.lower({'memory_bytes': 128 << 20, 'open_files': 20, 'processes': 10, 'file_bytes': 4096})
box.lower({'memory_bytes': 200 << 20, 'cpu_seconds': 0})
print(95 < resource.getrlimit(resource.RLIMIT_DATA)[0] >> 20 < 190, resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_FSIZE))
""")
        self.assertEqual(out, "True (20, 20) (4096, 4096)\n")

    def test_a_living_episodes_group_can_be_given_less_and_the_next_has_its_own_again(self):
        self.needs("memory-cgroup")
        self.needs("own-pid-namespace")
        self.zygote.start("""
import os, signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print('up', flush=True)
signal.sigwait([signal.SIGUSR1])
for _ in range(3):
    if os.fork() == 0:
        hoard = bytearray(b'x') * (40 << 20)
        time.sleep(60)
os.wait()
""", ready="up")
        self.zygote.ask("limit", 0, {"memory_bytes": 64 * MIB})
        self.zygote.ask("kill", 0, signal.SIGUSR1)
        outcome = self.zygote.finish(0)
        self.assertTrue(outcome.evidence["oom"], outcome)
        self.assertLessEqual(outcome.evidence["peak_bytes"], 64 * MIB)
        after = self.zygote.run("hoard = bytearray(b'x') * (120 << 20); print('fits')")
        self.assertEqual((after.out, after.evidence["oom"]), ("fits\n", False))


if __name__ == "__main__":
    harness.main()
