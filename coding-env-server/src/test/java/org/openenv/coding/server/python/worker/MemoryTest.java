package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.PythonInterpreter;

/** Memory that runs out is MemoryError or {@code memory-limit}, soon, and the session goes on. */
@Tag("python")
class MemoryTest {

    /** Time enough on a busy machine, and far less than what hangs would take. */
    private static final Duration ENOUGH = Duration.ofMinutes(3);

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void close() throws Exception {
        executor.close();
    }

    @ParameterizedTest(name = "program {index}")
    @ValueSource(
            strings = {
                "import numpy, pandas, scipy.linalg, matplotlib.pyplot",
                "import numpy; kept = numpy.empty(200 << 20, 'u1')",
                "import numpy; kept = numpy.empty(440 << 20, 'u1')",
                "import numpy; kept = numpy.ones(300 << 20, 'u1')",
            })
    void aMatrixProductNeedsNoMemoryToSpeakOf(String before) throws Exception {
        executor.assumeThatThereIs(List.of("numpy", "pandas", "scipy", "matplotlib"));
        try (var interpreter = open()) {
            var product = run(interpreter, before + "\nprint((numpy.ones((2, 2)) @ numpy.ones((2, 2))).sum())");
            assertThat(product.stdout()).as(product.toString()).isEqualTo("8.0\n");
        }
    }

    @Test
    void aMatrixProductWithoutAnyMemoryLeftEnds() throws Exception {
        executor.assumeThatThereIs(List.of("numpy"));
        try (var interpreter = open()) {
            var product = run(interpreter, """
                    import numpy
                    kept = []
                    size = 1 << 24
                    while size > 1 << 12:
                        try:
                            kept.append(numpy.ones(size, 'u1'))
                        except MemoryError:
                            size //= 2
                    ones = numpy.ones((2, 2))
                    print((ones @ ones).sum())
                    """);
            assertThat(product.stdout().isEmpty()).as(product.toString()).isEqualTo(product.exitCode() != 0);
            assertThat(product.cause()).isNotIn(ExitCause.TIMEOUT, ExitCause.CRASHED);
            assertGoesOn(interpreter);
        }
    }

    @ParameterizedTest(name = "program {index}")
    @ValueSource(
            strings = {
                "kept = []\nwhile True: kept.append([0] * 10)",
                "kept = []\nwhile True: kept.append(bytes(4096))",
                "kept = []\nwhile True: kept.append(object())",
                "kept = {}\nwhile True: kept[len(kept)] = str(len(kept))",
                "kept = [0]\nwhile True: kept *= 2",
                "kept = bytearray(1)\nwhile True: kept += kept",
                "kept = bytes(1 << 40)",
            })
    void whoTakesAllIsToldAndTheSessionGoesOn(String program) {
        try (var interpreter = open()) {
            var ended = run(interpreter, program);
            assertThat(ended.exitCode()).as(ended.toString()).isNotZero();
            assertThat(ended.cause()).as(ended.toString()).isNotIn(ExitCause.TIMEOUT, ExitCause.CRASHED);
            assertGoesOn(interpreter);
        }
    }

    @ParameterizedTest(name = "program {index}")
    @ValueSource(strings = {"bytes(4096)", "[0] * 10", "object()", "'%d' % len(kept)"})
    void afterAMemoryErrorMemoryCanBeGivenBack(String piece) {
        try (var interpreter = open()) {
            var ended = run(interpreter, "kept = []\nwhile True: kept.append(" + piece + ")");
            var next = run(interpreter, "kept.clear()\nprint('cleared')");
            if (ended.stateLost()) {
                assertThat(ended.cause()).as(ended.toString()).isEqualTo(ExitCause.MEMORY_LIMIT);
                assertThat(next.stderr()).contains("NameError");
            } else {
                assertThat(next.stdout()).as(next.toString()).isEqualTo("cleared\n");
            }
            assertGoesOn(interpreter);
        }
    }

    @Test
    void allThreadsThatArePromisedCanBeHad() {
        assumeTrue(executor.confines());
        try (var interpreter = open()) {
            var threads = run(interpreter, """
                    import threading
                    from concurrent.futures import ThreadPoolExecutor
                    together = threading.Barrier(63)
                    with ThreadPoolExecutor(63) as pool:
                        print(sum(pool.map(lambda n: together.wait() >= 0, range(63))))
                    """);
            assertThat(threads.stdout()).as(threads.toString()).isEqualTo("63\n");
        }
    }

    @Test
    void filesInMemoryCountAndAreToldOrRefused() {
        assumeTrue(executor.hasNamespaces());
        try (var interpreter = open()) {
            var ended = run(interpreter, """
                    for number in range(1000):
                        with open(f'/tmp/{number}', 'wb') as file:
                            file.write(bytes(1 << 24))
                    """);
            assertThat(ended.cause()).as(ended.toString()).isIn(ExitCause.DISK_LIMIT, ExitCause.MEMORY_LIMIT);
            assertGoesOn(interpreter);
        }
    }

    private static PythonInterpreter open() {
        return executor.open(ExecutionLimits.defaults());
    }

    private static CodeExecResult run(PythonInterpreter interpreter, String program) {
        return interpreter.run(program, ENOUGH);
    }

    private static void assertGoesOn(PythonInterpreter interpreter) {
        var next = run(interpreter, "print(sum(len(str(n)) for n in range(1000)))");
        assertThat(next.stdout()).as(next.toString()).isEqualTo("2890\n");
    }
}
