"""The ladder: which rung is reached where, and what the report says about it."""

import os
import shutil
import subprocess
import tempfile
import unittest

import harness

NAMES = ["own-root", "own-disk", "own-pid-namespace", "own-proc", "no-network", "own-ipc-and-hostname", "shown-data", "unprivileged-zygote",
         "own-uid", "no-capabilities", "no-new-privileges", "seccomp", "landlock", "memory-cgroup", "process-limit",
         "resource-limits", "clean-process"]
APART = NAMES[:4] + NAMES[5:6]
ROOT = os.geteuid() == 0
CONTAINER = "chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,net_raw,sys_chroot,mknod,audit_write,setfcap"


def host_allows(*flags):
    """Asks the host itself, not the sandbox, whether it permits namespaces."""
    return not harness.REFUSED and subprocess.run(["unshare", *flags, "mount", "-t", "tmpfs", "x", "/mnt"],
                                                  capture_output=True, check=False).returncode == 0


def missing(zygote):
    return [guard["name"] for guard in zygote.report["guards"] if not guard["in_force"]]


class ReportTest(harness.SandboxCase):
    """The rung that is taken, as a server takes it: with the proof that Python works on it."""

    config = {"proof": True}

    @unittest.skipUnless(shutil.which("unshare"), "needs unshare(1)")
    def test_the_best_rung_the_host_allows_is_taken(self):
        if ROOT:
            expected = "root" if host_allows("--mount", "--pid", "--fork") else "container-root"
        else:
            expected = "user" if host_allows("--user", "--map-root-user", "--mount") else "container-user"
        self.assertEqual(self.zygote.rung, expected)

    def test_the_report_names_every_guard_in_order_with_reason_and_remedy(self):
        self.assertEqual([guard["name"] for guard in self.zygote.report["guards"]], NAMES)
        for guard in self.zygote.report["guards"]:
            if guard["in_force"]:
                self.assertIsNone(guard["reason"] or guard["remedy"])
            else:
                self.assertTrue(guard["reason"] and guard["remedy"], guard)

    def test_a_limit_on_memory_cgroups_is_never_claimed_in_vain(self):
        self.assertEqual("oom" in self.zygote.run("pass").evidence, self.zygote.has("memory-cgroup"))

    @unittest.skipUnless(harness.REFUSED, "shown where the host refuses namespaces")
    def test_on_the_lower_rungs_exactly_the_guards_of_namespaces_are_missing(self):
        self.assertEqual(self.zygote.rung, "container-root" if ROOT else "container-user")
        self.assertEqual(set(missing(self.zygote)) - {"memory-cgroup", "landlock"},
                         set(APART) | ({"unprivileged-zygote"} if ROOT else {"own-uid"}))

    def test_strict_starts_where_nothing_is_missing(self):
        if missing(self.zygote):
            self.skipTest(f"missing here: {missing(self.zygote)}")
        with harness.Zygote(mode="strict", network=True) as zygote:  # opened on purpose
            self.assertEqual(missing(zygote), ["no-network"])
            self.assertEqual(zygote.run("print(1)").out, "1\n")


class LadderTest(unittest.TestCase):

    def test_strict_refuses_to_start_when_a_guard_is_missing_and_names_it(self):
        with harness.Zygote(deny_namespaces=True, mode="strict", check=False) as zygote:
            for name in APART:
                self.assertIn(name, zygote.report["error"])
        self.assertEqual(zygote.process.returncode, 3)

    @unittest.skipIf(harness.REFUSED, "shown where the host refuses nothing")
    def test_off_reports_every_guard_as_off(self):
        with harness.Zygote(mode="off") as zygote:
            self.assertEqual(zygote.rung, "none")
            self.assertEqual(missing(zygote), NAMES)
            outcome = zygote.run("import os, socket; socket.socket(); print(os.path.exists('/etc/passwd'), os.listdir('.'))")
            self.assertEqual(outcome.out, "True []\n", outcome)

    @unittest.skipUnless(ROOT and not harness.REFUSED, "needs root and namespaces")
    def test_root_without_user_namespaces_keeps_everything_but_the_unprivileged_zygote(self):
        with harness.Zygote(refuse=harness.refusing_user_namespaces()) as zygote:
            self.assertEqual(zygote.rung, "root")
            self.assertEqual([name for name in missing(zygote) if name != "memory-cgroup"], ["unprivileged-zygote"])
            outcome = zygote.run("import os, subprocess; subprocess.run(['true'], check=True); print(os.getuid() > 100000, os.listdir('/root'))")
            self.assertIn("Error", outcome.out)
            self.assertEqual(zygote.run("import os; print(os.getuid() > 100000)").out, "True\n")

    @unittest.skipUnless(ROOT and shutil.which("setpriv") and not harness.REFUSED, "needs root and setpriv(1)")
    def test_an_ordinary_containers_root_gets_the_container_rung(self):
        kept = ",".join(f"+{name}" for name in CONTAINER.split(","))
        prefix = ["setpriv", "--bounding-set", f"-all,{kept}", "--inh-caps", "-all"]
        with harness.Zygote(prefix=prefix, refuse=harness.refusing_namespaces()) as zygote:
            self.assertEqual(zygote.rung, "container-root")
            self.assertIn("unshare", next(guard["reason"] for guard in zygote.report["guards"] if guard["name"] == "own-root"))
            outcome = zygote.run("import os; open('f', 'w').write('x'); print(os.getuid() != 0); os.listdir('/root')")
            self.assertIn("True\n", outcome.out)
            self.assertIn("PermissionError", outcome.out)

    @unittest.skipUnless(host_allows("--user", "--map-root-user", "--mount"), "needs user namespaces")
    def test_root_of_a_container_with_one_user_id_is_an_ordinary_user(self):
        with harness.Zygote(prefix=["unshare", "--user", "--map-root-user"]) as zygote:
            self.assertEqual(zygote.rung, "user")
            self.assertEqual(zygote.run("import os; os.system('id -u'); open('f', 'w')").out, "1000\n")

    @unittest.skipUnless(ROOT and shutil.which("unshare") and not harness.REFUSED, "needs root and namespaces")
    def test_where_proc_is_masked_episodes_have_none_and_everything_else(self):
        mask = "mount -t tmpfs mask /proc/bus && exec \"$@\""
        for user in ([], ["setpriv", "--reuid", "10001", "--regid", "10001", "--clear-groups"]):
            with harness.Zygote(prefix=["unshare", "--mount", "sh", "-c", mask, "sh", *user], owner=10001 if user else 0) as zygote:
                self.assertEqual(zygote.rung, "user" if user else "root")
                self.assertIn("own-proc", missing(zygote))
                self.assertTrue(zygote.has("own-root"))
                outcome = zygote.run("import os, pwd, subprocess; subprocess.run(['true'], check=True)\n"
                                     "print(os.path.exists('/proc'), pwd.getpwuid(os.getuid()).pw_name)")
                self.assertEqual(outcome.out, "False user\n", outcome)

    def test_without_landlock_each_episode_has_a_network_of_its_own(self):
        with harness.Zygote(refuse=harness.refusing_landlock() + (harness.refusing_namespaces() if harness.REFUSED else [])) as zygote:
            self.assertFalse(zygote.has("landlock"))
            self.assertTrue(zygote.has("no-network"))
            if zygote.has("own-root"):
                zygote.start("import socket, time; s = socket.socket(socket.AF_UNIX); s.bind('\\0x'); s.listen(); print('up', flush=True)"
                             "; time.sleep(60)", slot=1, ready="up")
                outcome = zygote.run("import os, socket; os.mkdir('d'); open('f', 'w'); os.rename('f', 'd/f')\n"
                                     "socket.socket(socket.AF_UNIX).connect('\\0x')")
                self.assertIn("ConnectionRefusedError", outcome.out)
                zygote.ask("kill", 1, 9)
                self.assertEqual(zygote.finish(1).status, -9)
            else:
                self.assertEqual(zygote.rung, "plain")
                self.assertFalse(zygote.has("own-root"))
                self.assertIn("PermissionError", zygote.run("import os; os.fork()").out)

    @unittest.skipUnless(ROOT and not harness.REFUSED, "needs root")
    def test_no_episode_ever_runs_as_root(self):
        with tempfile.TemporaryDirectory() as closed:  # of mode 0700
            refuse = harness.refusing_namespaces()
            with harness.Zygote(refuse=refuse, parent=closed) as zygote:
                self.assertEqual(zygote.rung, "container-root")
                outcome = zygote.run("import os; open('f', 'w').write('x'); print(open(os.getcwd() + '/f').read(), os.getuid() > 0)")
                self.assertEqual(outcome.out, "x True\n", outcome)
            for prefix in (["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"], ["unshare", "--user", "--map-root-user"]):
                if shutil.which(prefix[0]) and (prefix[0] == "setpriv" or host_allows("--user", "--map-root-user")):
                    with harness.Zygote(prefix=prefix, refuse=refuse, check=False) as zygote:
                        self.assertIn("as an ordinary user", zygote.report["error"])


if __name__ == "__main__":
    harness.main()
