"""What an episode can see and change of the file system."""

import fcntl
import os
import socket
import tempfile

import harness


class FilesTest(harness.SandboxCase):

    def test_nothing_of_the_host_can_be_read(self):
        with tempfile.NamedTemporaryFile(prefix="openenv-secret-", delete=False) as secret:
            os.chmod(secret.name, 0o644)
        self.addCleanup(os.unlink, secret.name)
        places = [secret.name, os.path.abspath(__file__), "/etc/shadow", "/etc/hostname", "/root/.profile", "/proc/1/root/etc/shadow",
                  "/proc/kcore", "/proc/kmsg", "/dev/vda", "/dev/mem", "/dev/kmsg", "/sys/kernel/uevent_seqnum",
                  self.zygote.run_dir, "/sys/fs/cgroup", "/var/log", "/home", "/work"]
        code = "\n".join(f"os.listdir({path!r}) if os.path.isdir({path!r}) else open({path!r}, 'rb').read(1)" for path in places)
        self.refused(code, "OSError")

    def test_nothing_but_the_own_disk_can_be_written(self):
        places = ["/", "/usr", "/usr/bin", "/usr/lib", "/etc", "/dev", "/run", "/proc", "/proc/self", "/var", "/bin", "/lib"]
        code = "\n".join(f"os.close(os.open({path + '/attempt'!r}, os.O_CREAT | os.O_WRONLY))" for path in places)
        self.refused(code + """
open('/etc/passwd', 'a')
open('/usr/bin/env', 'ab')
os.chmod('/usr/bin/env', 0o777)
os.unlink('/usr/bin/env')
os.rename('/usr/bin/env', '/usr/bin/env2')
os.link('/usr/bin/env', 'env')
os.mknod('device', 0o60666, os.makedev(254, 0))
os.symlink('x', '/usr/link')
open('/proc/self/oom_score_adj', 'w').write('-1000')
open('/proc/sys/kernel/hostname', 'w').write('x')
open('/proc/sysrq-trigger', 'w').write('b')
""", "OSError")

    def test_the_working_directory_and_temporary_files_are_the_episodes_own(self):
        out = self.passes("""
import os, stat, tempfile
assert os.listdir('.') == []
open('a', 'w').write('a'); os.mkdir('d'); os.rename('a', 'd/b'); os.link('d/b', 'c'); os.symlink('c', 'l')
assert open('l').read() == 'a'
os.replace('c', os.path.join(tempfile.gettempdir(), 'moved'))
with tempfile.TemporaryFile() as file:
    file.write(b'x')
assert stat.S_IMODE(os.stat(os.getcwd()).st_mode) == 0o700
print(os.getcwd() == os.environ['HOME'] == box.home)
""")
        self.assertEqual(out, "True\n")

    def test_an_episode_finds_nothing_of_the_one_before_it(self):
        self.passes("import tempfile; open('mine', 'w').write('x'); open(tempfile.gettempdir() + '/mine', 'w').write('x')")
        self.assertEqual(self.passes("import os, tempfile; print(os.listdir('.'), os.listdir(tempfile.gettempdir()))"), "[] []\n")

    def test_an_episode_cannot_reach_its_neighbours_files(self):
        self.zygote.start("import os, time; open('secret', 'w').write('x'); print(os.getcwd(), flush=True); time.sleep(60)", slot=1)
        place = self.zygote.ask("read", 1, "\n", 20)["out"].strip()
        outcome = self.zygote.run(f"open({place!r} + '/secret').read()", slot=2)
        self.assertIn("Error", outcome.out)
        climbed = self.zygote.run("import os; os.chdir('../..'); print([os.listdir(d) for d in os.listdir('.')])", slot=2)
        self.assertNotIn("secret", climbed.out)
        self.zygote.ask("kill", 1, 9)
        self.assertEqual(self.zygote.finish(1).status, -9)

    def test_the_disk_is_limited_in_bytes_and_files(self):
        self.needs("own-disk")
        out = self.passes("""
import errno
try:
    for number in range(1000):
        open(f'big{number}', 'wb').write(bytes(1 << 20))
except OSError as error:
    print(errno.errorcode[error.errno], number < 17)
""")
        self.assertEqual(out, "ENOSPC True\n")
        out = self.passes("""
import errno, os
try:
    for number in range(100000):
        os.close(os.open(f'f{number}', os.O_CREAT))
except OSError as error:
    print(errno.errorcode[error.errno], number < 5000)
""")
        self.assertEqual(out, "ENOSPC True\n")

    def test_a_file_is_limited_in_size(self):
        out = self.passes("""
import errno
try:
    with open('big', 'wb', buffering=0) as file:
        while file.write(bytes(1 << 20)):
            pass
except OSError as error:
    print(errno.errorcode[error.errno], __import__('os').stat('big').st_size)
""")
        self.assertEqual(out, f"EFBIG {8 * harness.MIB}\n")

    def test_the_system_is_there_to_read_and_run(self):
        self.passes("""
import json, os, pwd, ssl, zoneinfo
assert os.path.exists('/usr/lib') and open('/dev/null', 'w').write('x') == 1
assert len(open('/dev/urandom', 'rb').read(8)) == 8
assert zoneinfo.ZoneInfo('Europe/Paris') and ssl.create_default_context()
""")
        if self.zygote.has("own-root"):
            self.passes("""
import getpass, grp, os, pathlib, pwd, socket
assert pwd.getpwuid(os.getuid()).pw_name == getpass.getuser() == 'user'
assert grp.getgrgid(os.getgid()).gr_name == 'user' and pathlib.Path('.').owner() == 'user'
assert socket.gethostname() == 'episode' and pathlib.Path.home() == pathlib.Path.cwd()
""")

    def test_modes_times_and_lengths_can_be_changed_on_the_own_disk(self):
        out = self.passes("""
import os, pathlib, shutil, stat, tarfile, zipfile
open('a', 'w').write('hello')
shutil.copy('a', 'b'); shutil.copy2('a', 'c'); os.mkdir('d'); shutil.copytree('d', 'e')
os.chmod('a', 0o600); pathlib.Path('b').chmod(0o640); os.truncate('c', 2); os.utime('b', (1, 2)); os.utime('c', ns=(3, 4))
print(oct(stat.S_IMODE(os.stat('a').st_mode)), oct(stat.S_IMODE(os.stat('b').st_mode)), os.stat('b').st_mtime, os.stat('c').st_mtime_ns)
with tarfile.open('t.tar', 'w') as tar:
    tar.add('a')
os.unlink('a')
with tarfile.open('t.tar') as tar:
    tar.extractall()
print(oct(stat.S_IMODE(os.stat('a').st_mode)), open('c').read())
fd = os.open('d', os.O_RDONLY); os.chmod(fd, 0o700); os.chmod('../home/d', 0o711, dir_fd=None); os.utime(fd)
""")
        self.assertEqual(out, "0o600 0o640 2.0 4\n0o600 he\n")

    def test_not_even_the_mode_of_the_servers_own_files_can_be_changed(self):
        with tempfile.NamedTemporaryFile(prefix="openenv-own-") as own:
            before = os.stat(own.name)
            self.refused(f"""
os.chmod({own.name!r}, 0)
os.utime({own.name!r}, (0, 0))
os.truncate({own.name!r}, 7)
os.chown({own.name!r}, -1, os.getgid())
os.setxattr({own.name!r}, 'user.x', b'y')
__import__('posix').chmod({own.name!r}, 0)
__import__('posix').utime({own.name!r}, (0, 0))
__import__('posix').truncate({own.name!r}, 7)
libc.chmod({own.name.encode()!r}, 0) == 0 or (_ for _ in ()).throw(OSError())
libc.fchmodat(-100, {own.name.encode()!r}, 0, 0) == 0 or (_ for _ in ()).throw(OSError())
os.chmod({self.zygote.run_dir!r}, 0)
""", "OSError")
            after = os.stat(own.name)
            self.assertEqual((before.st_mode, before.st_mtime_ns, before.st_size), (after.st_mode, after.st_mtime_ns, after.st_size))

    def test_setuid_programs_gain_nothing(self):
        self.needs("own-root")
        out = self.passes("""
import os, subprocess
for program in ('su', 'mount', 'passwd'):
    path = '/usr/bin/' + program
    if os.path.exists(path):
        assert os.statvfs(path).f_flag & os.ST_NOSUID
subprocess.run(['sh', '-c', 'id -u'])
""")
        self.assertEqual(out.strip(), self.passes("import os; print(os.geteuid())").strip())


class MountsTest(harness.SandboxCase):

    def test_shown_data_can_be_read_and_not_written(self):
        self.needs("own-root")
        with tempfile.TemporaryDirectory(prefix="openenv-data-") as data:
            os.chmod(data, 0o755)
            with open(data + "/table", "w") as file:
                file.write("rows")
            os.chmod(data + "/table", 0o666)
            with harness.Zygote(mounts=[[data, "/data/here", "ro"]]) as zygote:
                self.assertEqual(zygote.rung, self.zygote.rung)
                outcome = zygote.run("print(open('/data/here/table').read()); open('/data/here/table', 'a')")
                self.assertEqual(outcome.status, 1, outcome)
                self.assertTrue(outcome.out.startswith("rows\n"), outcome)
            with open(data + "/table") as file:
                self.assertEqual(file.read(), "rows")

    def test_shown_data_cannot_be_locked_written_to_or_talked_to(self):
        self.needs("own-root")
        temporary = tempfile.TemporaryDirectory
        with temporary() as data, temporary() as closed, socket.socket(socket.AF_UNIX) as server:
            single = closed + "/single"  # in a folder that nobody but its owner enters
            os.mkdir(data + "/below")
            os.mkfifo(data + "/pipe")
            server.bind(data + "/socket")
            server.listen()
            for name in (data + "/table", data + "/below/table", single, closed + "/beside"):
                with open(name, "w") as file:
                    file.write("rows")
            os.chmod(single, 0o666)
            for name in ("", "/below", "/pipe", "/socket", "/table", "/below/table"):
                os.chmod(data + name, 0o777)
            with harness.Zygote(mounts=[[data, "/data/here", "ro"], [single, "/data/alone/single", "ro"]]) as zygote:
                self.assertTrue(zygote.has("shown-data"), zygote.report)
                zygote.start("""
import fcntl, os, socket, time
files = [open(path) for path in ('/data/here/table', '/data/here/below/table', '/data/alone/single')]
for file in files:
    assert file.read() == 'rows'
    fcntl.flock(file, fcntl.LOCK_EX)
    fcntl.lockf(file, fcntl.LOCK_SH)
    try:
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        print('leased')
    except OSError:
        pass
try:
    socket.socket(socket.AF_UNIX).connect('/data/here/socket')
    print('connected')
except OSError:
    pass
try:
    os.open('/data/alone/single', os.O_WRONLY)
    print('opened')
except OSError:
    pass
try:
    pipe = os.open('/data/here/pipe', os.O_RDWR | os.O_NONBLOCK)
except OSError:
    pipe = os.open('/data/here/pipe', os.O_RDONLY | os.O_NONBLOCK)
print(sorted(os.listdir('/data')), os.listdir('/data/alone'), 'up', flush=True)
time.sleep(60)
""", ready="['alone', 'here'] ['single'] up")
                for name in (data + "/table", data + "/below/table", single):
                    with open(name, "r+") as file:
                        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                with self.assertRaises(OSError):  # nobody reads from it
                    os.open(data + "/pipe", os.O_WRONLY | os.O_NONBLOCK)
                other = zygote.run("import fcntl; fcntl.flock(open('/data/here/table'), fcntl.LOCK_EX | fcntl.LOCK_NB)", slot=1)
                self.assertEqual(other.status, 0, other)  # an episode's locks are not its neighbour's either
                zygote.ask("kill", 0, 9)
                self.assertEqual(zygote.finish(0).out, "")
                server.settimeout(0.01)
                self.assertRaises(TimeoutError, server.accept)

    def test_where_data_cannot_be_kept_apart_that_is_said(self):
        self.without("own-root")
        self.assertTrue(self.zygote.has("shown-data"))  # for nothing is shown
        with harness.Zygote(mounts=[["/var/lib", "/var/lib", "ro"]]) as zygote:
            self.assertFalse(zygote.has("shown-data"))

    def test_without_a_root_of_its_own_data_is_shown_where_it_lies(self):
        self.without("own-root")
        program = "import os; print(os.listdir('/var/lib') != [])"
        self.assertIn("PermissionError", self.zygote.run(program).out)
        with harness.Zygote(mounts=[["/var/lib", "/var/lib", "ro"]]) as zygote:
            self.assertEqual(zygote.run(program).out, "True\n")
        with harness.Zygote(mounts=[["/var/lib", "/data", "ro"]], check=False) as zygote:
            self.assertIn("under its own path", zygote.report["error"])

    def test_what_cannot_be_shown_is_said_at_once(self):
        for source, place, word in (("/no/such", "/data", "no /no/such"), ("/usr", "/proc/x", "/proc/x"), ("/usr", "data", "data")):
            with harness.Zygote(mounts=[[source, place, "ro"]], check=False) as zygote:
                self.assertIn(word, zygote.report["error"])


if __name__ == "__main__":
    harness.main()
