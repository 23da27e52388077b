package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;

/** A cause is only told with its evidence, and what was granted holds. */
@Tag("python")
class CauseTest {

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void close() throws Exception {
        executor.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGXCPU", "SIGKILL", "SIGXFSZ", "SIGALRM", "SIGTERM"})
    void aSignalThatAProgramSendsItselfIsASignal(String signal) {
        var result = run(
                "import os, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nos.kill(os.getpid(), signal."
                        + signal + ")",
                Duration.ofSeconds(30),
                ExecutionLimits.defaults());
        assertThat(result.cause()).isEqualTo(ExitCause.SIGNAL);
    }

    @Test
    void aSignalOfTheTimeLimitBeforeTheTimeIsUpIsASignal() {
        var limits = ExecutionLimits.defaults();
        var asked = new ExecutionLimits(
                limits.stepTimeout(),
                limits.interruptGrace(),
                Duration.ofSeconds(60),
                limits.memoryBytes(),
                limits.processes(),
                limits.openFiles(),
                limits.fileBytes(),
                limits.diskBytes(),
                limits.outputBytes());
        var result = run("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Duration.ofSeconds(30), asked);
        assertThat(result.cause()).isEqualTo(ExitCause.SIGNAL);
    }

    @Test
    void aProgramThatHangsAfterItsChildWasKilledForMemoryHasTimedOut() throws Exception {
        executor.assumeThatThereIs(java.util.List.of("processes"));
        var program = """
                import signal, subprocess, sys
                taker = "import mmap; a = [mmap.mmap(-1, 1 << 26) for _ in range(5)]; [m.write(b'x' * (1 << 26)) for m in a]; input()"
                children = [subprocess.Popen([sys.executable, '-c', taker], stdin=subprocess.PIPE) for _ in range(3)]
                children[0].wait(20) if any(c.wait(20) for c in children[:1]) else None
                while True:
                    try:
                        while True: pass
                    except BaseException: pass
                """;
        assertThat(run(program, Duration.ofSeconds(6), ExecutionLimits.defaults())
                        .cause())
                .isEqualTo(ExitCause.TIMEOUT);
    }

    @Test
    void aProgramThatWasRefusedProcessesAndEndsItselfHasEndedBySignal() throws Exception {
        executor.assumeThatThereIs(java.util.List.of("processes"));
        var program = """
                import os, signal
                try:
                    while True:
                        if os.fork() == 0:
                            signal.pause()
                except OSError:
                    os.kill(os.getpid(), signal.SIGKILL)
                """;
        assertThat(run(program, Duration.ofSeconds(60), ExecutionLimits.defaults())
                        .cause())
                .isEqualTo(ExitCause.SIGNAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raise OSError(28, 'No space left on device')",
                "import errno\nraise OSError(errno.EFBIG, 'File too large', 'big')",
                "import errno\ndef f(): raise OSError(errno.EDQUOT, 'Disk quota exceeded')\ntry: f()\nfinally: print()",
            })
    void anErrorThatAProgramMakesItselfIsNoLimit(String program) {
        assertThat(run(program, Duration.ofSeconds(30), ExecutionLimits.defaults())
                        .cause())
                .isEqualTo(ExitCause.EXCEPTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open('big', 'wb').write(bytes(3 << 20))",
                "import pathlib\npathlib.Path('big').write_bytes(bytes(3 << 20))",
                "try:\n  with open('big', 'wb') as f: f.write(bytes(3 << 20))\nexcept OSError as e:\n  raise e",
            })
    void aFileThatIsTooLargeIsALimitHoweverItsErrorIsPassedOn(String program) {
        var limits = ExecutionLimits.defaults();
        var asked = new ExecutionLimits(
                limits.stepTimeout(),
                limits.interruptGrace(),
                limits.cpuTime(),
                limits.memoryBytes(),
                limits.processes(),
                limits.openFiles(),
                2L << 20,
                limits.diskBytes(),
                limits.outputBytes());
        assertThat(run(program, Duration.ofSeconds(30), asked).cause()).isEqualTo(ExitCause.DISK_LIMIT);
    }

    @Test
    void theDiskIsAsSmallAsWasGranted() {
        org.junit.jupiter.api.Assumptions.assumeTrue(executor.hasNamespaces());
        var limits = ExecutionLimits.defaults();
        var asked = new ExecutionLimits(
                limits.stepTimeout(),
                limits.interruptGrace(),
                limits.cpuTime(),
                limits.memoryBytes(),
                limits.processes(),
                limits.openFiles(),
                limits.fileBytes(),
                2L << 20,
                limits.outputBytes());
        var result = run("open('big', 'wb').write(bytes(3 << 20))", Duration.ofSeconds(30), asked);
        assertThat(result.cause()).isEqualTo(ExitCause.DISK_LIMIT);
    }

    @Test
    void outputOfManyMegabytesBeforeTheEndCostsNobodyElseAnything() {
        var limits = ExecutionLimits.defaults();
        var keepsAll = new ExecutionLimits(
                limits.stepTimeout(),
                limits.interruptGrace(),
                limits.cpuTime(),
                limits.memoryBytes(),
                limits.processes(),
                limits.openFiles(),
                limits.fileBytes(),
                limits.diskBytes(),
                32 << 20);
        try (var python =
                        WorkerExecutor.start(WorkerConfig.defaults().withPool(2).withLimits(keepsAll));
                var other = python.open(null, limits);
                var dying = python.open(null, keepsAll)) {
            other.run("x = 1", Python.LONG);
            var result = dying.run(
                    "import os\nfor _ in range(20): os.write(1, b'y' * (1 << 20))\nos.kill(os.getpid(), 9)",
                    Python.LONG);
            assertThat(result.stdoutBytes()).isEqualTo(20L << 20);
            assertThat(result.stdout()).hasSize(20 << 20);
            assertThat(other.run("print(x)", Python.LONG).stdout()).isEqualTo("1\n");
        }
    }

    private static CodeExecResult run(String program, Duration time, ExecutionLimits limits) {
        try (var interpreter = executor.open(limits)) {
            return interpreter.run(program, time);
        }
    }
}
