package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.PythonInterpreter;

/** What a worker finds in what it inherits: nothing of an episode, nothing of the host. */
@Tag("python")
class InheritanceTest {

    private static final int POOL = 8;

    /** Each writes a secret that is put together when it runs, and ends in another way. */
    private static final List<String> ENDS = List.of(
            "print(secret)",
            "raise ValueError(secret)",
            "raise SystemExit(secret)",
            "print(secret, flush=True); os._exit(3)",
            "print(secret, flush=True); os._exit(77)",
            "print(secret, file=sys.stderr, flush=True); os.kill(os.getpid(), 9)",
            "print(secret, flush=True); os.kill(os.getpid(), 15)",
            "print(secret, flush=True); os.abort()",
            "print(secret, flush=True); import ctypes; ctypes.string_at(0)",
            "print(secret, flush=True)\nwhile True: pass",
            "print(secret, flush=True)\nwhile True:\n try:\n  while True: pass\n except BaseException: pass",
            "print(secret * 200000, flush=True); os._exit(1)",
            "open(secret, 'w').write(secret); print(secret, flush=True); os._exit(1)",
            "print(secret, flush=True); import ctypes; ctypes.CDLL(None).prctl(15, secret.encode()); os._exit(1)",
            "print(secret, flush=True); import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1)) if 0 else 0;"
                    + " a = [bytearray(1 << 24) for _ in range(1000)]",
            "os.dup2(1, 2); os.write(1, secret.encode()); os.closerange(3, 99); os._exit(0)");

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void close() throws Exception {
        executor.close();
    }

    @Test
    void noMemoryOfAnEpisodeThatHasEndedIsFoundInLaterOnes() throws Exception {
        for (int i = 0; i < ENDS.size(); i++) {
            var secret = "import os, sys\nsecret = chr(90) + 'qX' + chr(57) + '-' + format(" + (0xabc00000L + i)
                    + ", 'x') + '-' + 'm' * 40\n";
            try (var interpreter = executor.open(ExecutionLimits.defaults())) {
                interpreter.run(secret + ENDS.get(i), Duration.ofSeconds(2));
            }
        }
        closeWhileOneRuns();
        for (int turn = 0; turn < 2 * POOL + 2; turn++) {
            assertThat(scan("b'Zq[X]9-[0-9a-f]{8}'")).as("worker %d", turn).isEqualTo("True []\n");
        }
    }

    @Test
    void noMemoryOfAForkIsFoundInLaterOnes() throws Exception {
        String secret = "import os\nsecret = chr(90) + 'qX' + chr(57) + '-' + format(0xabc, 'x') + %s\n";
        String fill = "many = [secret + str(n) for n in range(50_000)]; open('f', 'w').write(secret * 9000); None";
        List<PythonInterpreter> all = new ArrayList<>();
        all.add(executor.open(ExecutionLimits.defaults()));
        assertThat(all.get(0)
                        .run(secret.formatted("'00001-parent'") + fill, Python.LONG)
                        .stderr())
                .isEmpty();
        try {
            all.addAll(all.get(0).fork(2, ForkWay.COPY, false).interpreters());
        } catch (ForkException notHere) {
            all.get(0).close();
            org.junit.jupiter.api.Assumptions.abort(notHere.getMessage());
        }
        all.addAll(all.get(1).fork(1, ForkWay.COPY, false).interpreters());
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i)
                            .run(
                                    "secret = secret[:4] + 'def0000" + i
                                            + "'; more = [secret + str(n) for n in range(9999)]",
                                    Python.LONG)
                            .stderr())
                    .isEmpty();
        }
        assertThat(scan("b'Zq[X]9-[0-9a-f]{8}'")).as("beside them").isEqualTo("True []\n");
        all.get(2).run("os._exit(3)", Python.LONG);
        all.forEach(PythonInterpreter::close);
        for (int turn = 0; turn < 2 * POOL + 2; turn++) {
            assertThat(scan("b'Zq[X]9-[0-9a-f]{8}'")).as("worker %d", turn).isEqualTo("True []\n");
        }
    }

    private static void closeWhileOneRuns() {
        PythonInterpreter interpreter = executor.open(ExecutionLimits.defaults());
        var run = new Thread(() -> interpreter.run(
                "print('Z' + 'qX9-' + format(0xabcdef12, 'x'), flush=True)\nwhile True: pass", Duration.ofSeconds(60)));
        run.start();
        Leaks.await("the program to run", interpreter::interrupt);
        interpreter.close();
        Leaks.await("the run to end", () -> !run.isAlive());
    }

    @Test
    void nothingOfTheHostOrOfOtherWorkersIsInherited() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(executor.hasNamespaces());
        assertThat(scan("b'openen[v]-[0-9a-f]{16}|oe-[t]est[0-9]+'")).isEqualTo("True []\n");
    }

    @Test
    void whatOneDoesToItsDescriptorsNoOtherSees() {
        try (var one = executor.open(ExecutionLimits.defaults());
                var other = executor.open(ExecutionLimits.defaults())) {
            var flags = """
                    import fcntl
                    def flags():
                        found = {}
                        for fd in range(64):
                            try: found[fd] = fcntl.fcntl(fd, fcntl.F_GETFL)
                            except OSError: pass
                        return found
                    """;
            var before = other.run(flags + "print(flags())", Python.LONG).stdout();
            one.run(flags + """
                    import os
                    for fd in flags():
                        try: fcntl.fcntl(fd, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK | os.O_ASYNC | os.O_NOATIME)
                        except OSError: pass
                    """, Duration.ofSeconds(5));
            assertThat(other.run("print(flags())", Python.LONG).stdout()).isEqualTo(before);
            try (var later = executor.open(ExecutionLimits.defaults())) {
                assertThat(later.run(flags + "print(flags())", Python.LONG).stdout())
                        .isEqualTo(before);
            }
        }
    }

    private static String scan(String pattern) throws java.io.IOException {
        try (var interpreter = executor.open(ExecutionLimits.defaults())) {
            var result = interpreter.run(
                    "PATTERN = " + pattern + "\n"
                            + java.nio.file.Files.readString(ProgramFile.resource("memory-scan.py")),
                    Duration.ofSeconds(60));
            return result.stdout() + result.stderr();
        }
    }
}
