"""Processes and signals: what an episode may start, what it can reach, and what ends with it."""

import os
import signal

import calls_table
import harness


class ProcessesTest(harness.SandboxCase):

    def test_subprocesses_and_multiprocessing_work(self):
        self.needs("own-pid-namespace")
        out = self.passes("""
import asyncio, multiprocessing, os, subprocess, sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import shared_memory
print(subprocess.run([sys.executable, '-c', 'print(6 * 7)'], capture_output=True, text=True).stdout, end='')
print(subprocess.run('echo $((1+1)) | cat', shell=True, capture_output=True, start_new_session=True, text=True).stdout, end='')
with multiprocessing.Pool(2) as pool:
    print(pool.map(abs, [-1, -2]))
queue = multiprocessing.Queue()
process = multiprocessing.Process(target=queue.put, args=('hello',)); process.start(); print(queue.get()); process.join()
memory = shared_memory.SharedMemory(create=True, size=16); memory.close(); memory.unlink()
async def shell():
    return await (await asyncio.create_subprocess_shell('exit 3')).wait()
print(asyncio.run(shell()), os.waitstatus_to_exitcode(os.system('exit 4')))
with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context('spawn')) as pool:
    print(list(pool.map(abs, [-3])))
if os.fork() == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.wait()[1]))
""")
        self.assertEqual(out, "42\n2\n[1, 2]\nhello\n3 4\n[3]\n7\n")

    def test_what_tells_of_the_host_in_proc_is_named_on_the_page(self):
        self.needs("own-proc")
        found = self.passes("""
for entry in sorted(os.listdir('/proc')):
    if entry.isdigit() or entry in ('self', 'thread-self', 'mounts', 'net'):
        continue
    for folder, _, names in os.walk('/proc/' + entry):
        if any(told(f'{folder}/{name}') for name in names):
            break
    else:
        if not told('/proc/' + entry):
            continue
    print(entry)
""".replace("for entry", '''
import os
def told(path):
    try:
        with open(path, 'rb') as file:
            return bool(file.read(1))
    except OSError:
        return False
for entry''', 1))
        with open(calls_table.PAGE, encoding="utf-8") as page:
            paragraph = page.read().partition("* **`/proc`**")[2].partition("\n* ")[0]
        self.assertEqual([entry for entry in found.split() if f"`{entry}`" not in paragraph], [])

    def test_without_a_process_namespace_there_is_one_process_only(self):
        self.without("own-pid-namespace")
        self.refused("""
os.fork()
os.vfork() if hasattr(os, 'vfork') else os.fork()
os.system('true') and os.kill(os.getppid(), 9)
os.execv('/bin/true', ['true'])
os.posix_spawn('/bin/true', ['true'], {})
__import__('subprocess').run(['true'])
os.setsid()
os.setpgid(0, 0)
""", "OSError")
        self.passes("import threading; t = threading.Thread(target=print); t.start(); t.join()")

    def test_an_episode_sees_its_own_processes_only(self):
        self.needs("own-proc")
        self.zygote.start("import time; print('up', flush=True); time.sleep(60)", slot=1, ready="up")
        out = self.passes("""
import os, subprocess
child = subprocess.Popen(['sleep', '60'])
print(sorted(int(name) for name in os.listdir('/proc') if name.isdigit()) == [1, os.getpid(), child.pid])
print(os.readlink('/proc/self/exe') != '', len(os.listdir('/proc/self/fd')) < 6, 'VmRSS' in open('/proc/self/status').read())
print(open('/proc/self/maps').read() != '', open(f'/proc/{child.pid}/environ').read() is not None, open('/proc/meminfo').read() != '')
child.kill(); child.wait()
""")
        self.assertEqual(out, "True\nTrue True True\nTrue True True\n")
        self.zygote.ask("kill", 1, signal.SIGKILL)
        self.zygote.finish(1)

    def test_the_servers_environment_and_descriptors_are_not_inherited(self):
        out = self.passes("""
import os
def is_open(fd):
    try:
        return os.fstat(fd) is not None
    except OSError:
        return False
print([fd for fd in range(3, 1000) if is_open(fd)], sorted(os.environ.keys() - {'TMPDIR', 'LC_CTYPE', 'MALLOC_ARENA_MAX'}))
""")
        self.assertEqual(out, "[] ['HOME', 'LANG', 'LOGNAME', 'PATH', 'USER']\n")

    def test_no_signal_leaves_the_episode(self):
        neighbour = self.zygote.start("import time; print('up', flush=True); time.sleep(60)", slot=1, ready="up")
        victims = [neighbour, self.zygote.process.pid, os.getpid(), os.getppid(), 1]
        attacks = "\n".join(f"os.kill({pid}, 9)" for pid in victims if not self.zygote.has("own-pid-namespace"))
        if attacks:
            self.refused(attacks + f"\nsignal.pidfd_send_signal(os.pidfd_open({neighbour}), 9)\nos.kill(0, 9)\nos.kill(-1, 9)"
                         f"\nos.killpg(os.getpgid(os.getppid()), 9)\nresource.prlimit({neighbour}, resource.RLIMIT_CPU, (1, 1))"
                         f"\ncall(234, {neighbour}, {neighbour}, 9)\ncall(200, {neighbour}, 9)"
                         f"\nfcntl.fcntl(1, fcntl.F_SETOWN, {neighbour})\nos.sched_setaffinity({neighbour}, [0])", "OSError")
        self.zygote.run(f"""
import os
for target in [0, -1, 1, os.getppid(), *range(2, 40), *{victims}]:
    if target != os.getpid():
        try:
            os.kill(target, 9)
        except OSError:
            pass
try:
    os.killpg(0, 9)
except OSError:
    pass
""")
        self.assertEqual(self.zygote.ask("alive"), {"slots": [1]})
        self.assertIsNone(self.zygote.process.poll())
        self.zygote.ask("kill", 1, signal.SIGKILL)
        self.assertEqual(self.zygote.finish(1).status, -signal.SIGKILL)

    def test_a_process_may_signal_itself(self):
        out = self.passes("""
import os, signal
signal.signal(signal.SIGUSR1, lambda *_: print('caught'))
os.kill(os.getpid(), signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR1)
""")
        self.assertEqual(out, "caught\ncaught\n")

    def test_a_program_ends_by_signals_as_it_would_outside(self):
        for program, status in (("os.kill(os.getpid(), signal.SIGTERM)", -15), ("os.kill(os.getpid(), signal.SIGKILL)", -9),
                                ("os.abort()", -6), ("signal.alarm(1); signal.pause()", -14), ("os._exit(7)", 7)):
            self.assertEqual(self.zygote.run("import os, signal; " + program).status, status, program)

    def test_orphans_are_reaped(self):
        self.needs("own-proc")
        out = self.passes("""
import os, time
for _ in range(60):  # more than may live at once
    if os.fork() == 0:
        os.posix_spawn('/bin/true', ['true'], {})
        os._exit(0)
    os.wait()
deadline = time.monotonic() + 10
while len([name for name in os.listdir('/proc') if name.isdigit()]) > 2 and time.monotonic() < deadline:
    time.sleep(0.01)
print(sorted(int(name) for name in os.listdir('/proc') if name.isdigit()) == [1, os.getpid()])
""")
        self.assertEqual(out, "True\n")

    def test_the_first_process_can_be_neither_ended_nor_entered(self):
        self.needs("own-proc")
        self.refused("""
open('/proc/1/environ').read()
open('/proc/1/mem', 'rb')
if not os.listdir('/proc/1/fd'): raise OSError
os.listdir('/proc/1/root/')
os.readlink('/proc/1/exe')
call(101, 16, 1, 0, 0)
""", "OSError")
        out = self.passes("""
import os
try:
    os.kill(1, 9)
except OSError:
    pass
for line in open('/proc/1/status'):
    if line.startswith(('CapPrm', 'CapEff', 'State')):
        print(line.split()[1])
""")
        self.assertEqual(out, "S\n0000000000000000\n0000000000000000\n")

    def test_an_interrupt_reaches_the_whole_process_group(self):
        wait = "subprocess.run(['sleep', '60'])" if self.zygote.has("own-pid-namespace") else "time.sleep(60)"
        self.zygote.start(f"""
import subprocess, time
try:
    print('up', flush=True)
    {wait}
except KeyboardInterrupt:
    print('interrupted')
""", ready="up")
        self.zygote.ask("kill", 0, signal.SIGINT)
        outcome = self.zygote.finish(0)
        self.assertEqual((outcome.out, outcome.status), ("interrupted\n", 0), outcome)

    def test_daemons_end_with_the_session(self):
        self.needs("own-pid-namespace")
        self.zygote.start("""
import os, signal, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            while True:
                time.sleep(1)
        os._exit(0)
for _ in range(3):
    os.wait()
print('up', flush=True)
time.sleep(60)
""", ready="up")
        self.zygote.ask("kill", 0, signal.SIGKILL)
        outcome = self.zygote.finish(0, 10)  # their output only ends when the last of them has gone
        self.assertEqual(outcome.status, -signal.SIGKILL)

    def test_a_stopped_episode_can_be_killed(self):
        self.zygote.start("import time; print('up', flush=True); time.sleep(60)", ready="up")
        self.zygote.ask("kill", 0, signal.SIGSTOP)
        self.zygote.ask("kill", 0, signal.SIGKILL)
        self.assertEqual(self.zygote.finish(0, 10).status, -signal.SIGKILL)


if __name__ == "__main__":
    harness.main()
