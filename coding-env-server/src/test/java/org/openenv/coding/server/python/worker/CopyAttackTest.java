package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.PythonUnavailableException;

/**
 * Programs that do what they can to who copies them. Each may be refused, or ruin its own copy; the original goes on, others don't
 * notice, and a copy has no more than the original.
 */
@Tag("python")
class CopyAttackTest {

    private static final String MAP =
            "import mmap, os\ndef m(name, data=b'q' * 8192):\n    open(name, 'wb').write(data)\n"
                    + "    f = open(name, 'rb')\n    return mmap.mmap(f.fileno(), 0, prot=1, flags=mmap.MAP_PRIVATE)\n";
    private static final String C =
            "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nlibc.mmap.restype = ctypes.c_void_p\n"
                    + "libc.sbrk.restype = ctypes.c_void_p\n";

    private static Python python;
    private static PythonInterpreter neighbour;

    @BeforeAll
    static void start() {
        python = Python.start();
        assumeTrue(python.noCopies().isEmpty(), () -> "no copies here: " + python.noCopies());
        neighbour = python.open();
        neighbour.run("mine = 'secret ' + str(40 + 2)", Python.LONG);
    }

    @AfterAll
    static void stop() {
        if (neighbour != null) {
            neighbour.close();
        }
        python.close();
    }

    static Stream<String> programs() {
        return Stream.of(
                // maps that lie
                MAP + "keep = m('a\\nb 7f0000000000-7f0000001000 rwxp 00000000 00:00 0 [stack]')",
                MAP + "keep = m('x (deleted)')",
                MAP + "keep = m('[stack]'), m('[heap]'), m('[vdso]')",
                MAP + "keep = m('\\udc80\\udcff \\r\\x0b\\x85'.replace('\\x85', ''))",
                MAP + "keep = m('f'); os.rename('f', 'g'); os.symlink('/etc/passwd', 'f')",
                MAP + "keep = m('f'); open('h', 'wb').write(b'other' * 2000); os.rename('h', 'f')",
                MAP + "keep = m('f'); os.unlink('f'); os.mkdir('f')",
                MAP + "keep = m('f'); os.truncate('f', 0)",
                MAP + "d = ('d' * 200 + '/') * 15; os.makedirs(d)\nkeep = m(d + 'x' * 200)",
                MAP + "keep = m('f'); os.chmod('f', 0)",
                // a disk that lies
                "import os; os.symlink('/etc/shadow', 'out'); os.symlink('/proc/self/root', 'root'); os.symlink('.', 'here')",
                "import os; os.rmdir('/run/episode/tmp'); os.symlink('/usr', '/run/episode/tmp')",
                "import os; os.rename('/run/episode/home', '/run/episode/tmp/h'); os.symlink('/usr', '/run/episode/home')",
                "import os; os.unlink('main.py'); os.symlink('/etc/hostname', 'main.py')",
                "import os; os.rename('main.py', 'main.py.old'); os.mkfifo('main.py')",
                "import os; os.link('/run/episode/passwd', 'p'); os.chmod('p', 0o7777)",
                "import os; open('s', 'w').close(); os.chmod('s', 0o6755); os.mkdir('n', 0); os.chmod('/run/episode', 0)",
                "import os; [open(str(i), 'w').close() for i in range(3000)]; None",
                "f = open('full', 'wb')\ntry:\n    [f.write(bytes(1 << 20)) for _ in range(100)]\nexcept OSError: pass\nf.close()",
                "import os; open('big', 'wb').truncate(60 << 20); os.setxattr('big', 'user.x', b'y') if 0 else None",
                "import socket; s = socket.socket(socket.AF_UNIX); s.bind('sock'); s.close()",
                // memory that lies
                C + "p = libc.mmap(ctypes.c_void_p(0x10000), 4096, 3, 0x32, -1, 0)",
                C + "p = libc.mmap(None, ctypes.c_size_t(1 << 40), 0, 0x4022, -1, 0)",
                C + "p = libc.mmap(None, 1 << 20, 3, 0x122, -1, 0)",
                C + "p = libc.mmap(None, 1 << 20, 7, 0x22, -1, 0); libc.mprotect(ctypes.c_void_p(p), 4096, 0)",
                C + "libc.sbrk(32 << 20)",
                C + "line = [l for l in open('/proc/self/maps') if '[vdso]' in l][0].split('-')\na = int(line[0], 16)\n"
                        + "libc.munmap(ctypes.c_void_p(a), ctypes.c_size_t(int(line[1].split()[0], 16) - a))",
                C + "libc.prctl(4, 0, 0, 0, 0)",
                C + "libc.syscall(157, 22, 1)",
                C + "libc.syscall(158, 0x1001, ctypes.c_ulong(0x1234))",
                // a kernel's side that lies
                "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))",
                "import resource; resource.setrlimit(resource.RLIMIT_DATA, (1 << 20, 1 << 20))",
                "import signal\nfor n in range(1, 65):\n    try:\n        signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass",
                "import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')",
                "import os; f = open('/proc/self/mem', 'rb'); g = open('/proc/1/maps')",
                "import os; f = os.open('.', os.O_RDONLY); g = os.open('main.py', os.O_PATH)",
                "import os; [os.close(n) for n in map(int, os.listdir('/proc/self/fd')) if 2 < n and os.path.realpath(f'/proc/self/fd/{n}').find('socket') < 0 and os.path.exists(f'/proc/self/fd/{n}')]");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void nobodyIsHurt(String program) {
        try (var original = python.open()) {
            original.run("x = [41]", Python.LONG);
            boolean lives = !original.run(program, Python.LONG).stateLost();
            String told = "x[0] if 'x' in dir() else None";
            try {
                var copies = original.fork(1, ForkWay.COPY, false).interpreters();
                if (!program.contains("setrlimit") && !program.contains("munmap")) {
                    assertThat(copies.get(0).run(told, Python.LONG).result()).isEqualTo(lives ? "41" : null);
                }
                copies.get(0).close();
            } catch (ForkException | PythonUnavailableException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            if (!program.contains("setrlimit") && !program.contains("munmap")) {
                assertThat(original.run(told, Python.LONG).result()).isEqualTo(lives ? "41" : null);
            }
        }
        assertThat(neighbour.run("mine", Python.LONG).result()).isEqualTo("'secret 42'");
    }

    @Test
    void whoeverEndsInTheMiddleNothingIsLeft() {
        for (int i = 0; i < 6; i++) {
            var original = python.open();
            original.run("big = bytearray(b'z' * (16 << 20)); open('f', 'wb').write(big); None", Python.LONG);
            var fork = CompletableFuture.supplyAsync(() -> original.fork(2, ForkWay.COPY, false));
            LockSupport.parkNanos(i * 15_000_000L);
            original.close();
            try {
                fork.join().interpreters().forEach(PythonInterpreter::close);
            } catch (RuntimeException refused) {
                assertThat(refused.getCause()).isInstanceOf(RuntimeException.class);
            }
        }
        Leaks.await(
                "the end of all",
                () -> python.gauges().get("python_interpreters").intValue() == 1);
        assertThat(neighbour.run("mine", Python.LONG).result()).isEqualTo("'secret 42'");
    }

    @Test
    void manyAtOnceAreAllRight() {
        try (var one = python.open();
                var other = python.open()) {
            one.run("x = 'one' * 3", Python.LONG);
            other.run("x = 'two' * 3", Python.LONG);
            var running = List.of(
                    CompletableFuture.supplyAsync(() -> one.fork(8, ForkWay.COPY, false)),
                    CompletableFuture.supplyAsync(() -> other.fork(8, ForkWay.COPY, false)));
            for (int i = 0; i < 2; i++) {
                for (var copy : running.get(i).join().interpreters()) {
                    assertThat(copy.run("x", Python.LONG).result()).isEqualTo(i == 0 ? "'oneoneone'" : "'twotwotwo'");
                    copy.close();
                }
            }
        }
    }
}
