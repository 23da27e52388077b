"""Pythons that lie where people have them: below a home that is closed to others, below /tmp, with editable installs."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import harness

ROOT = os.geteuid() == 0
USER = 10001
AS_USER = ["setpriv", "--reuid", str(USER), "--regid", str(USER), "--clear-groups"]

FINDER = """
import importlib.util, sys
MAPPING = {"mapped": %r}
class Finder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in MAPPING:
            return importlib.util.spec_from_file_location(name, MAPPING[name] + "/__init__.py")
def install():
    sys.meta_path.append(Finder)
"""

PROGRAM = """
import subprocess, sys
names = "installed", %s "_ssl", "zoneinfo"
for name in names:
    __import__(name)
print(sys.prefix == %r)
if %r:
    print(subprocess.run([sys.executable, "-c", "import installed; print(installed.__name__)"], capture_output=True, text=True))
try:
    import installed
    installed.fail()
except ZeroDivisionError:
    import traceback
    print("1 / 0" in traceback.format_exc())
"""


class Home:
    """A folder with a virtual environment, and a project that is installed there as its developer has it."""

    def __init__(self, test, parent, mode, owner=None):
        self.path = tempfile.mkdtemp(prefix="openenv-layout-", dir=parent)
        test.addCleanup(shutil.rmtree, self.path)
        self.prefix = os.path.join(self.path, "venv")
        self.python = os.path.join(self.prefix, "bin", "python")
        subprocess.run([sys.executable, "-I", "-m", "venv", "--without-pip", self.prefix], check=True)
        self.packages = packages = os.path.join(self.prefix, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
        self.write(packages, "installed.py", "def fail():\n    1 / 0\n")
        self.write(packages, "project.pth", os.path.join(self.path, "project", "src") + "\n")
        self.write(packages, "mapped.pth", "import mapped_finder; mapped_finder.install()\n")
        self.write(packages, "mapped_finder.py", FINDER % os.path.join(self.path, "other", "mapped"))
        self.write(os.path.join(self.path, "project", "src"), "listed.py", "")
        self.write(os.path.join(self.path, "other", "mapped"), "__init__.py", "")
        self.write(self.path, "secret", "not for episodes")
        if owner is not None:
            for folder, _, files in os.walk(self.path):
                for name in ("", *files):
                    os.chown(os.path.join(folder, name), owner, owner, follow_symlinks=False)
        os.chmod(self.path, mode)

    @staticmethod
    def write(folder, name, text):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)

    def program(self, zygote):
        apart = self.path.startswith("/tmp/")  # where a project is not shown
        return PROGRAM % ("" if apart else '"listed", "mapped",', self.prefix, zygote.has("own-root"))


class LayoutTest(unittest.TestCase):
    def assert_works(self, zygote, home):
        self.assertNotIn("error", zygote.report)
        outcome = zygote.run(home.program(zygote))
        self.assertEqual(outcome.status, 0, outcome)
        self.assertTrue(outcome.out.startswith("True\n") and outcome.out.endswith("True\n"), outcome)
        if zygote.has("own-root"):
            self.assertIn("stdout='installed\\n'", outcome.out)
            self.assertNotIn("secret", zygote.run("import os; print(os.listdir(%r))" % home.path).out)

    @unittest.skipUnless(ROOT, "needs root")
    def test_below_a_home_that_is_closed_to_others(self):
        home = Home(self, "/srv", 0o700)
        with harness.Zygote(python=home.python, proof=True, check=False) as zygote:
            if zygote.rung == "root":
                self.assert_works(zygote, home)
            else:  # episodes have another user's id, and no namespace to show that folder in
                self.assertIn("programs can't use the Python in", zygote.report["error"])
                self.assertIn("chmod a+x", zygote.report["error"])

    @unittest.skipUnless(ROOT and shutil.which("setpriv"), "needs root")
    def test_below_the_closed_home_of_the_user_who_starts_the_server(self):
        home = Home(self, "/srv", 0o700, USER)
        with harness.Zygote(prefix=AS_USER, owner=USER, python=home.python, proof=True) as zygote:
            self.assertIn(zygote.rung, ("container-user",) if harness.REFUSED else ("user",))
            self.assert_works(zygote, home)

    @unittest.skipUnless(ROOT, "needs root")
    def test_by_way_of_links(self):
        home = Home(self, "/srv", 0o755)
        link = home.path + "-link"
        os.symlink(home.path, link)
        self.addCleanup(os.unlink, link)
        with harness.Zygote(python=home.python.replace(home.path, link), proof=True) as zygote:
            home.prefix = home.prefix.replace(home.path, link)
            self.assert_works(zygote, home)

    @unittest.skipUnless(ROOT, "needs root")
    def test_what_is_installed_while_the_server_runs_is_found(self):
        home = Home(self, "/srv", 0o755)
        with harness.Zygote(python=home.python, proof=True) as zygote:
            self.assertIn("ModuleNotFoundError", zygote.run("import late").out)
            home.write(home.packages, "late.py", "import later_package.part as part\n")
            home.write(os.path.join(home.packages, "later_package"), "part.py", "found = 6 * 7\n")
            self.assertEqual(zygote.run("import late; print(late.part.found)").out, "42\n")
            shutil.rmtree(os.path.join(home.packages, "later_package"))
            self.assertIn("ModuleNotFoundError", zygote.run("import late").out)

    def test_below_tmp_no_rung_is_lost_in_silence(self):
        home = Home(self, "/tmp", 0o755)
        with harness.Zygote(python=home.python, proof=True, check=False) as zygote:
            if "error" in zygote.report:  # where episodes have a /tmp of their own
                self.assertIn("/venv, which Python needs, lies where episodes have files of their own", zygote.report["error"])
            else:
                self.assertFalse(zygote.has("own-root"))
                self.assert_works(zygote, home)


if __name__ == "__main__":
    harness.main()
