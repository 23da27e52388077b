package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.PythonExecutor;

class WorkerExecutorTest {

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.start();
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @Test
    void variablesImportsAndFunctionsPersistFromStepToStep() {
        var result = python.run("import math\nx = 4", "def root():\n    return math.sqrt(x)", "print(root())");
        assertThat(result.stdout()).isEqualTo("2.0\n");
        assertThat(result.exitCode()).isZero();
        assertThat(result.cause()).isEqualTo(ExitCause.EXITED);
        assertThat(result.stateLost()).isFalse();
    }

    @Test
    void aWorkerIsNamedWhereTheMachineShowsIt() {
        try (var interpreter = python.open()) {
            String name = interpreter.process();
            assertThat(name).startsWith("openenv-worker ");
            assertThat(ProcessHandle.current().descendants().map(WorkerExecutorTest::title))
                    .contains(name);
            var seen = interpreter.run("print(open('/proc/self/cmdline').read().strip(chr(0)))", Python.LONG);
            assertThat(seen.stdout()).isEqualTo(name + "\n");
        }
    }

    private static String title(ProcessHandle process) {
        try {
            byte[] shown = Files.readAllBytes(Path.of("/proc", "" + process.pid(), "cmdline"));
            return new String(shown, StandardCharsets.UTF_8).replaceAll("\0+$", "");
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void anotherEpisodeKnowsNothingOfTheFirst() {
        python.run("x = 1\nimport builtins\nbuiltins.y = 2");
        var result = python.run("print('x' in globals(), hasattr(__builtins__, 'y'))");
        assertThat(result.stdout()).isEqualTo("False False\n");
    }

    @Test
    void theValueOfTheLastExpressionIsTheResultAndNotPrinted() {
        var result = python.run("x = 20\nx + 1");
        assertThat(result.result()).isEqualTo("21");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void aStatementHasNoResult() {
        assertThat(python.run("x = 1").result()).isNull();
        assertThat(python.run("print('a')").result()).isNull();
    }

    @Test
    void aHugeResultIsCut() {
        assertThat(python.run("'y' * 10_000_000").result()).hasSizeBetween(10_000, 10_100);
    }

    @Test
    void sysExitKeepsTheSessionAndItsCode() {
        try (var interpreter = python.open()) {
            var exited = interpreter.run("import sys\nx = 1\nsys.exit(3)", Python.LONG);
            assertThat(exited.exitCode()).isEqualTo(3);
            assertThat(exited.cause()).isEqualTo(ExitCause.EXITED);
            assertThat(exited.stateLost()).isFalse();
            assertThat(interpreter.run("print(x)", Python.LONG).stdout()).isEqualTo("1\n");
        }
    }

    @Test
    void exitCodesAreThoseOfAScript() {
        assertThat(python.run("import sys; sys.exit()").exitCode()).isZero();
        assertThat(python.run("import sys; sys.exit(256)").exitCode()).isZero();
        assertThat(python.run("import sys; sys.exit(-1)").exitCode()).isEqualTo(255);
        assertThat(python.run("exit(4)").exitCode()).isEqualTo(4);
        assertThat(python.run("raise KeyboardInterrupt").exitCode()).isEqualTo(130);
        var told = python.run("import sys; sys.exit('no luck')");
        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.stderr()).isEqualTo("no luck\n");
    }

    @Test
    void aDeadInterpreterIsReplacedAndItsStateIsLost() {
        try (var interpreter = python.open()) {
            var died = interpreter.run("import os\nprint('last words', flush=True)\nos._exit(5)", Python.LONG);
            assertThat(died.exitCode()).isEqualTo(5);
            assertThat(died.cause()).isEqualTo(ExitCause.EXITED);
            assertThat(died.stdout()).isEqualTo("last words\n");
            assertThat(died.stateLost()).isTrue();
            var next = interpreter.run("print('os' in globals())", Python.LONG);
            assertThat(next.stdout()).isEqualTo("False\n");
            assertThat(next.stateLost()).isFalse();
        }
    }

    @Test
    void aCrashIsToldBySignal() {
        var segfault = python.run("import ctypes\nctypes.string_at(0)");
        assertThat(segfault.exitCode()).isEqualTo(139);
        assertThat(segfault.cause()).isEqualTo(ExitCause.SIGNAL);
        assertThat(segfault.stateLost()).isTrue();
    }

    @Test
    void theMomentOfDeathBetweenStepsIsToldByTheNext() {
        try (var interpreter = python.open()) {
            interpreter.run("import threading, os\nx = 1\nthreading.Timer(0.05, os._exit, [1]).start()", Python.LONG);
            Leaks.await(
                    "the state to be lost",
                    () -> interpreter.run("1", Python.LONG).stateLost());
            assertThat(interpreter.run("print(2)", Python.LONG).stdout()).isEqualTo("2\n");
        }
    }

    @Test
    void aClosedInterpreterAnswersClosed() {
        var interpreter = python.open();
        interpreter.close();
        interpreter.close();
        assertThat(interpreter.run("1", Python.LONG).cause()).isEqualTo(ExitCause.CLOSED);
    }

    @Test
    void aLimitOfTheDiskIsTheCauseWhenItEndsTheProgram() {
        var program = "with open('huge', 'wb') as file:\n    while True: file.write(bytes(1 << 20))";
        var ended = python.run(program);
        assertThat(ended.cause()).isEqualTo(ExitCause.DISK_LIMIT);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.stateLost()).isFalse();
        assertThat(ended.stderr()).containsPattern("OSError: .*(No space left on device|File too large)\\n$");
        var caught = python.run("try:\n" + program.indent(4) + "except OSError: print('full')");
        assertThat(caught.cause()).isEqualTo(ExitCause.EXITED);
        assertThat(caught.stdout()).isEqualTo("full\n");
    }

    @Test
    void usageIsMeasured() {
        var result = python.run("sum(range(3_000_000))");
        assertThat(result.usage().user()).isPositive();
        assertThat(result.usage().peakMemoryBytes()).isGreaterThan(1_000_000);
        assertThat(result.usage().wall()).isPositive();
    }

    @Test
    void aSeedDecidesRandomnessAndHashes() {
        var program = "import random\nprint(random.random(), hash('text'), [*{'a', 'b', 'c', 'd'}])";
        assertThat(seeded(7L, program)).isEqualTo(seeded(7L, program)).isNotEqualTo(seeded(8L, program));
    }

    @Test
    void everySeedHasTheHashSeedThatIsTold() throws Exception {
        var program = "print(hash('text'))";
        var python = new ProcessBuilder(ReferencePython.EXECUTABLE.toString(), "-c", program);
        python.environment().put("PYTHONHASHSEED", "" + PythonExecutor.HASH_SEED);
        var plain = new String(python.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(seeded(7L, program)).isEqualTo(plain);
        assertThat(seeded(8L, program)).isEqualTo(plain);
    }

    @Test
    void withAndWithoutASeedFlagsAreThoseOfAScript() throws Exception {
        var program = "import sys\nprint(sys.flags)";
        var script = ReferencePython.run(ReferencePython.EXECUTABLE, program).stdout();
        assertThat(python.run(program).stdout()).isEqualTo(script);
        assertThat(seeded(7L, program)).isEqualTo(script);
    }

    @Test
    void withoutASeedEpisodesDiffer() {
        var program = "import random, uuid, tempfile\nprint(random.random(), uuid.uuid4(), tempfile.mktemp())";
        assertThat(python.run(program).stdout())
                .isNotEqualTo(python.run(program).stdout());
        var names = "import tempfile\nprint(next(tempfile._get_candidate_names()))";
        assertThat(python.run(names).stdout()).isNotEqualTo(python.run(names).stdout());
    }

    private static String seeded(long seed, String program) {
        try (var interpreter = python.open(seed, ExecutionLimits.defaults())) {
            var result = interpreter.run(program, Python.LONG);
            assertThat(result.seedApplied()).isTrue();
            return result.stdout();
        }
    }

    @Test
    void anAuditHookThatRefusesAllFailsPrograms_butEndsNoEpisode() {
        try (var interpreter = python.open()) {
            var hook = """
                    import sys
                    allow = False
                    def hook(event, arguments):
                        if not allow:
                            raise RuntimeError(event)
                    sys.addaudithook(hook)
                    """;
            for (String program : List.of(hook, "print(1)", "1 / 0")) {
                var result = interpreter.run(program, Python.LONG);
                assertThat(result.cause()).as(result.toString()).isEqualTo(ExitCause.EXCEPTION);
                assertThat(result.stderr()).contains("RuntimeError");
                assertThat(result.stateLost()).isFalse();
            }
        }
    }

    @Test
    void whatAProgramWroteToAPipeBeforeItKilledItselfIsTold() {
        var result = python.run("""
                import os
                print("/dev/stdout", flush=True)
                os.write(2, b"trouble")
                os._exit(3)
                """);
        assertThat(result.stdout()).isEqualTo("/dev/stdout\n");
        assertThat(result.stderr()).isEqualTo("trouble");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void aServerWithoutANetworkFails() {
        assumeFalse(python.guards().missing().contains("no-network"));
        var result = python.run("""
                import asyncio
                asyncio.run(asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0))
                """);
        assertThat(result.stderr()).contains("could not bind on any address");
    }
}
