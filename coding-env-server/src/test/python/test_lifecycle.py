"""Beginning and end: what is left behind when episodes, the zygote, the launcher or the server end, in whatever way."""

import glob
import os
import shutil
import signal
import subprocess
import time
import unittest

import harness


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        found = [int(child) for child in children.read().split()]
    return found + [deeper for child in found for deeper in children_of(child)]


def groups():
    return [path for kind in ("*", "*/*", "*/*/*") for path in glob.glob(f"/sys/fs/cgroup/{kind}/openenv-*")]


def groups_of(pid):
    return [path for path in groups() if os.path.basename(path).startswith(f"openenv-{pid}-")]


def gone(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="latin-1") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def until(test, condition, what):
    deadline = time.monotonic() + 60
    while not condition():
        test.assertLess(time.monotonic(), deadline, what)
        time.sleep(0.01)


class LifecycleTest(unittest.TestCase):

    def busy(self, **config):
        zygote = harness.Zygote(check=False, **config)
        self.addCleanup(shutil.rmtree, zygote.base, True)
        self.addCleanup(zygote.close)
        for slot in range(2):
            zygote.start("import os, signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\nopen('f', 'w').write('x')\n"
                         "try:\n    os.fork()\nexcept OSError:\n    pass\nprint('up', flush=True)\nwhile True: time.sleep(1)",
                         slot=slot, ready="up")
        family = children_of(zygote.process.pid)
        self.assertGreaterEqual(len(family), 3)
        return zygote, family

    def nothing_left(self, zygote, family):
        until(self, lambda: all(gone(pid) for pid in family), "processes are left")
        until(self, lambda: not os.listdir(zygote.base), f"files are left: {os.listdir(zygote.base)}")
        self.assertEqual(groups_of(zygote.process.pid), [])

    def test_the_end_of_the_servers_pipe_ends_everything(self):
        zygote, family = self.busy()
        zygote.process.stdin.close()
        self.assertEqual(zygote.process.wait(60), 0)
        self.nothing_left(zygote, family)

    def test_a_terminated_launcher_ends_everything(self):
        zygote, family = self.busy()
        zygote.process.terminate()
        self.assertNotEqual(zygote.process.wait(60), 0)
        self.nothing_left(zygote, family)

    def test_an_unsandboxed_launcher_ends_everything_too(self):
        zygote, family = self.busy(mode="off")
        zygote.process.terminate()
        zygote.process.wait(60)
        self.nothing_left(zygote, family)

    def test_a_killed_zygote_takes_its_episodes_along(self):
        zygote, family = self.busy()
        chain = children_of(zygote.process.pid)
        os.kill(chain[1] if zygote.has("own-pid-namespace") else chain[0], signal.SIGKILL)
        self.assertEqual(zygote.process.wait(60), 128 + signal.SIGKILL)
        self.nothing_left(zygote, family)

    def test_a_zygote_that_does_not_notice_the_servers_end_is_killed(self):
        zygote, family = self.busy()
        chain = children_of(zygote.process.pid)
        os.kill(chain[1] if zygote.has("own-pid-namespace") else chain[0], signal.SIGSTOP)
        zygote.process.stdin.close()
        self.assertNotEqual(zygote.process.wait(60), 0)
        self.nothing_left(zygote, family)

    def test_a_killed_launcher_takes_all_processes_along_and_the_next_start_removes_its_groups(self):
        zygote, family = self.busy()
        zygote.process.kill()
        zygote.process.wait()
        until(self, lambda: all(gone(pid) for pid in family), "processes are left")
        with harness.Zygote() as after:
            self.assertEqual(after.rung, zygote.rung)
            self.assertEqual(groups_of(zygote.process.pid), [])


class SharedLifeTest(harness.SandboxCase):
    """What one zygote lives through."""

    def test_interrupts_meant_for_the_server_are_ignored(self):
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            self.zygote.process.send_signal(number)
        self.assertEqual(self.passes("print(1)"), "1\n")

    def test_many_episodes_leave_nothing(self):
        zygote = self.zygote
        zygote.run("pass")
        before = children_of(zygote.process.pid)
        middle = before[1] if zygote.has("own-pid-namespace") else before[0]
        descriptors = len(os.listdir(f"/proc/{middle}/fd"))
        for number in range(40):
            self.assertEqual(zygote.run(f"print({number})", slot=number % 5).out, f"{number}\n")
        self.assertEqual(children_of(zygote.process.pid), before)
        self.assertEqual(len(os.listdir(f"/proc/{middle}/fd")), descriptors)
        with open(f"/proc/{middle}/mounts", encoding="utf-8") as mounts:
            self.assertNotIn("/run/episode", mounts.read() if zygote.has("own-root") else "")

    def test_hostile_work_directories_are_removed(self):
        work = self.zygote.run_dir + "-work"
        outcome = self.zygote.run("""
import os
os.symlink('/etc', 'link')
os.mkdir('closed'); open('closed/file', 'w').close(); os.chmod('closed', 0)
for _ in range(900):
    os.mkdir('d'); os.chdir('d')
os.chmod(box.home, 0)
""")
        self.assertEqual(outcome.status, 0, outcome)
        until(self, lambda: not set(os.listdir(work)) - {"empty", "stage"}, "the work directory is left")  # these are the zygote's own
        self.assertTrue(os.path.exists("/etc/passwd"))

    def test_a_child_that_cannot_be_confined_raises_and_the_zygote_lives(self):
        outcome = self.zygote.run("print('reached')", disk_bytes="nonsense", open_files="nonsense")
        self.assertEqual(outcome.status, 99, outcome)
        self.assertNotIn("reached", outcome.out)
        self.assertEqual(self.passes("print(1)"), "1\n")


if __name__ == "__main__":
    harness.main()
