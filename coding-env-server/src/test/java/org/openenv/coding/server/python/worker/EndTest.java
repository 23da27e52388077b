package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonInterpreter;

/** What ends what: the server, the zygote, the episode. */
class EndTest {

    /** Children of the program's own parent, which die when it does, or a little later. */
    private static final String SIBLINGS = """
            import ctypes, os, time
            clone, CLONE_PARENT, SIGCHLD = {'x86_64': 56, 'aarch64': 220}[os.uname().machine], 0x8000, 17
            ballast = bytearray(64 << 20)
            for _ in range(8):
                if ctypes.CDLL(None).syscall(clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0:
                    time.sleep(60)
                    os._exit(0)
            """;

    @Test
    void closingTheExecutorEndsEveryEpisode() {
        PythonInterpreter interpreter;
        try (var python = Python.start()) {
            interpreter = python.open();
            interpreter.run("import subprocess\np = subprocess.Popen(['sleep', '1000'])", Python.LONG);
        }
        assertThat(interpreter.run("1", Python.LONG).stateLost()).isTrue();
    }

    @Test
    void whatTheServerWasStartedToIgnoreIsNotIgnoredInPrograms(@TempDir Path folder) throws IOException {
        var silent = Files.writeString(folder.resolve("silent-python"), """
                #!/usr/bin/python3 -IS
                import os, signal, sys
                for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
                    signal.signal(number, signal.SIG_IGN)
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
                os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv[1:]])
                """);
        assertThat(silent.toFile().setExecutable(true)).isTrue();
        try (var python = Python.start(options -> options.withPython(silent))) {
            var program = """
                    import signal
                    print([n.name for n in signal.valid_signals() if signal.getsignal(n) == signal.SIG_IGN])
                    print(signal.getsignal(signal.SIGINT), signal.pthread_sigmask(signal.SIG_BLOCK, []))
                    """;
            var result = python.run(program);
            assertThat(result.stdout())
                    .startsWith("['SIGPIPE', 'SIGXFSZ']\n<built-in function default_int_handler> set()");
        }
    }

    @Test
    void childrenThatMakeThemselvesTheZygotesDoNotHoldItUp() {
        try (var python =
                Python.start(options -> options.withPython(ProgramFile.executable("python-without-filter")))) {
            assumeTrue(python.guards().missing().contains("seccomp")
                    && python.guards().rung().equals("root"));
            for (int i = 0; i < 20; i++) {
                try (var interpreter = python.open()) {
                    interpreter.run(SIBLINGS, Python.LONG);
                }
            }
            assertThat(python.run("print('on')").stdout()).isEqualTo("on\n");
        }
    }

    @Test
    void aDeadZygoteIsReplaced() {
        try (var python = Python.start();
                var interpreter = python.open()) {
            interpreter.run("x = 1", Python.LONG);
            python.look();
            assertThat(python.notReady()).isEmpty();
            zygote().destroyForcibly();
            Leaks.await("the death to be noticed", () -> python.notReady().isPresent());
            Leaks.await(
                    "the state to be lost",
                    () -> interpreter.run("1", Python.LONG).stateLost());
            assertThat(interpreter.run("print('fresh')", Python.LONG).stdout()).isEqualTo("fresh\n");
            assertThat(python.run("print('another')").stdout()).isEqualTo("another\n");
            assertThat(python.notReady()).isEmpty();
            assertThat(python.gauges().get("python_zygotes_started_total")).isEqualTo(2L);
        }
    }

    @Test
    void aDeadLauncherIsReplaced() {
        try (var python = Python.start()) {
            python.run("1");
            python.look();
            launcher().destroyForcibly();
            Leaks.await("the death to be noticed", () -> python.notReady().isPresent());
            assertThat(python.run("print('on')").stdout()).isEqualTo("on\n");
        }
    }

    @Test
    void manyEpisodesAtOnceAndOneAfterAnotherLeaveNothing() {
        try (var python = Python.start()) {
            for (int round = 0; round < 5; round++) {
                var open =
                        java.util.stream.Stream.generate(python::open).limit(12).toList();
                for (int i = 0; i < open.size(); i++) {
                    assertThat(open.get(i)
                                    .run("me = " + i + "; me", Python.LONG)
                                    .result())
                            .isEqualTo("" + i);
                }
                for (int i = 0; i < open.size(); i++) {
                    assertThat(open.get(i).run("print(me)", Python.LONG).stdout())
                            .isEqualTo(i + "\n");
                }
                python.look();
                open.forEach(PythonInterpreter::close);
            }
        }
    }

    @Test
    void nothingIsLeftOfAServerThatIsKilledHard(@TempDir Path temp) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var server = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + temp,
                        Doomed.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = server.inputReader()) {
            assertThat(said.lines().anyMatch("running"::equals)).isTrue();
            Set<ProcessHandle> family = server.descendants().collect(Collectors.toSet());
            assertThat(family).hasSizeGreaterThan(2);
            server.destroyForcibly().waitFor();
            Leaks.await(
                    "the processes of the killed server", () -> family.stream().noneMatch(ProcessHandle::isAlive));
            Leaks.await("the files of the killed server", () -> isEmpty(temp));
        } finally {
            server.destroyForcibly();
        }
    }

    /** A server that is killed while programs run. */
    static final class Doomed {

        private Doomed() {}

        public static void main(String[] args) {
            var executor = WorkerExecutor.start(WorkerConfig.defaults().withPool(2));
            executor.open(null, ExecutionLimits.defaults()).run("x = 1", Python.LONG);
            var busy = executor.open(null, ExecutionLimits.defaults());
            busy.run(
                    "import subprocess\np = subprocess.Popen(['sleep', '1000'])\nopen('file', 'w').write('x')",
                    Python.LONG);
            System.out.println("running");
            busy.run("while True: pass", Python.LONG);
        }
    }

    private static ProcessHandle launcher() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("python"))
                .findFirst()
                .orElseThrow();
    }

    private static ProcessHandle zygote() {
        return launcher().children().findFirst().orElseThrow();
    }

    private static boolean isEmpty(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !List.of("hsperfdata_root").contains(name))
                    .findAny()
                    .isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
