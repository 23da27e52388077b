"""Removing what a program has left, whatever it has thought of."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import harness

sys.path.insert(0, harness.WORKER)
import removal  # noqa: E402

ROOT = os.geteuid() == 0


class RemovalTest(unittest.TestCase):

    def setUp(self):
        self.base = tempfile.mkdtemp(prefix="openenv-test-")
        self.addCleanup(subprocess.run, ["rm", "-rf", self.base], check=False)
        self.top = self.base + "/top"
        os.mkdir(self.top)

    def is_removed(self):
        self.assertEqual(removal.remove_tree(self.top), "")
        self.assertEqual(os.listdir(self.base), [])

    def fill(self, path, depth=3):
        os.makedirs(path, exist_ok=True)
        for number in range(3):
            with open(f"{path}/file{number}", "w") as file:
                file.write("x")
        if depth:
            self.fill(path + "/d", depth - 1)
            self.fill(path + "/e", depth - 1)

    def test_a_tree_goes(self):
        self.fill(self.top)
        self.is_removed()

    def test_what_is_gone_is_no_obstacle(self):
        os.rmdir(self.top)
        self.is_removed()

    def test_names_that_a_remover_could_want_are_no_obstacle(self):
        for name in (f".lifted-{os.getpid()}-{number}" for number in range(1, 50)):
            self.fill(f"{self.top}/{name}/{name}", 0)
        for number in range(50):
            self.fill(f"{self.top}/{number}/{number}/{number}", 0)
            with open(f"{self.top}/{number}/{number}/{number + 1}", "w") as file:
                file.write("x" * 4096)
        self.is_removed()

    def test_a_tree_deeper_than_a_path_is_long_goes(self):
        here = os.open(".", os.O_RDONLY)
        try:
            os.chdir(self.top)
            for _ in range(3000):
                os.mkdir("d" * 20)
                os.chdir("d" * 20)
        finally:
            os.fchdir(here)
            os.close(here)
        self.is_removed()

    def test_modes_and_odd_names_are_no_obstacle(self):
        for name in (b"\xff\xfe", b"a b", b"new\nline", b"-rf", b"\xe2\x80\xae"):
            os.mkdir(os.path.join(os.fsencode(self.top), name), 0o000)
        self.fill(self.top + "/locked")
        os.chmod(self.top + "/locked/d", 0)
        os.chmod(self.top + "/locked", 0)
        os.chmod(self.top, 0)
        self.is_removed()

    def test_links_are_not_followed(self):
        other = tempfile.mkdtemp(prefix="openenv-test-")
        self.addCleanup(shutil.rmtree, other)
        self.addCleanup(os.chmod, other, 0o700)
        self.fill(other)
        os.chmod(other, 0o500)
        os.symlink(other, self.top + "/link")
        os.symlink("/", self.top + "/root")
        os.symlink("nowhere", self.top + "/nowhere")
        os.mkfifo(self.top + "/pipe")
        self.is_removed()
        self.assertEqual((len(os.listdir(other)), os.stat(other).st_mode & 0o777), (5, 0o500))

    @unittest.skipIf(ROOT and not shutil.which("chattr"), "needs chattr")
    def test_an_obstacle_is_told_and_keeps_nothing_else(self):
        self.fill(self.top)
        kept = self.top + "/d/file1"
        if ROOT:
            if subprocess.run(["chattr", "+i", kept], capture_output=True, check=False).returncode:
                self.skipTest("the file system knows no immutable files")
            self.addCleanup(lambda: subprocess.run(["chattr", "-R", "-i", self.base], capture_output=True, check=False))
        else:
            self.skipTest("only root can put obstacles in its own way")
        told = removal.remove_tree(self.top)
        self.assertIn("file1", told)
        left = [name for _, _, names in os.walk(self.base) for name in names]
        self.assertEqual(left, ["file1"])


class WorkDirectoryTest(harness.SandboxCase):
    """What an episode leaves where its files are a directory of the host."""

    config = {"deny_namespaces": True}

    def test_nothing_stays_of_an_episode_that_wants_it_to(self):
        out = self.passes("""
import os
print(os.path.dirname(os.path.dirname(os.getcwd())))
names = [f'.lifted-{pid}-{number}' for pid in range(os.getppid() - 20, os.getppid() + 20) for number in range(1, 4)]
for parent in ('.', '..'):
    for name in [*names, '0', '1', '2', '3']:
        os.mkdir(f'{parent}/{name}')
        open(f'{parent}/{name}/big', 'wb').write(bytes(4096))
        os.mkdir(f'{parent}/{name}/{name}')
        open(f'{parent}/{name}/{name}/big', 'wb').write(bytes(4096))
""")
        work = out.strip()
        self.eventually(lambda: self.assertEqual(os.listdir(work), []))

    def eventually(self, check):
        for _ in range(500):
            try:
                return check()
            except AssertionError:
                subprocess.run(["sleep", "0.02"], check=True)
        return check()


if __name__ == "__main__":
    harness.main()
