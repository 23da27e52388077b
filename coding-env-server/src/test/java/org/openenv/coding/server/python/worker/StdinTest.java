package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonInterpreter;

/** What a step finds on its standard input. */
class StdinTest {

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void stop() throws IOException {
        executor.close();
    }

    private static CodeExecResult run(PythonInterpreter python, String code, String stdin) {
        return python.run(new Program(code, stdin, false), Duration.ofSeconds(20));
    }

    @Test
    void aStepReadsItsInputInEveryWayThenIsAtItsEnd() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            assertThat(run(
                                    python,
                                    "print(input('? ') + '|' + input())\ntry:\n    input()\nexcept EOFError:\n    print('end')",
                                    "a é\nb")
                            .stdout())
                    .isEqualTo("? a é|b\nend\n");
            assertThat(run(python, "import sys; print(sys.stdin.buffer.read())", "x\0y\r\n")
                            .stdout())
                    .isEqualTo("b'x\\x00y\\r\\n'\n");
            assertThat(run(python, "import fileinput\nprint([line for line in fileinput.input()])", "1\n2\n")
                            .stdout())
                    .isEqualTo("['1\\n', '2\\n']\n");
            assertThat(run(
                                    python,
                                    "import os, select\nprint(select.select([0], [], [], 5)[0], os.read(0, 9), os.read(0, 9))",
                                    "raw")
                            .stdout())
                    .isEqualTo("[0] b'raw' b''\n");
        }
    }

    @Test
    void aChildProcessReadsIt() throws Exception {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            org.junit.jupiter.api.Assumptions.assumeTrue(executor.hasNamespaces() || !executor.confines());
            assertThat(run(python, "import subprocess\nsubprocess.run(['cat'])\nsubprocess.run(['cat'])", "for all\n")
                            .stdout())
                    .isEqualTo("for all\n");
        }
    }

    @Test
    void whatIsLeftOfItIsNotTheNextSteps() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            assertThat(run(python, "print(input())", "first\nsecond\n").stdout())
                    .isEqualTo("first\n");
            assertThat(run(python, "import sys; print([sys.stdin.read()])", null)
                            .stdout())
                    .isEqualTo("['']\n");
            assertThat(run(python, "print(input())", "third").stdout()).isEqualTo("third\n");
            assertThat(run(python, "import os, sys; os.close(0); sys.stdin = None", "lost")
                            .exitCode())
                    .isZero();
            assertThat(run(python, "print(input())", "found").stdout()).isEqualTo("found\n");
            assertThat(run(python, "import sys; print([sys.stdin.read()])", "").stdout())
                    .isEqualTo("['']\n");
        }
    }

    @Test
    void itIsThereWhenAProgramHoldsAllDescriptorsItMay() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            assertThat(run(
                                    python,
                                    "import os\nheld = []\ntry:\n    while True: held.append(os.dup(1))\nexcept OSError: pass",
                                    null)
                            .exitCode())
                    .isZero();
            assertThat(run(python, "print(input())", "still").stdout()).isEqualTo("still\n");
        }
    }

    @Test
    void aLargeOneIsWholeAndOneLargerThanAFileMayBeIsAnError() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            assertThat(run(python, "import sys; print(len(sys.stdin.read()))", "0123456789".repeat(1_000_000))
                            .stdout())
                    .isEqualTo("10000000\n");
        }
        var small = new ExecutionLimits(
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ZERO,
                512L << 20,
                64,
                256,
                1 << 20,
                64L << 20,
                1 << 20);
        try (var python = executor.open(small)) {
            var refused = run(python, "print(1)", "x".repeat(2 << 20));
            assertThat(refused.cause()).isEqualTo(ExitCause.EXCEPTION);
            assertThat(refused.stderr()).contains("stdin could not be given");
            assertThat(run(python, "print(input())", "fits").stdout()).isEqualTo("fits\n");
        }
    }

    @Test
    void aScriptHasItToo() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var script = python.run(
                    new Program("import atexit, sys\natexit.register(lambda: print(sys.stdin.read()))", "late", true),
                    Duration.ofSeconds(20));
            assertThat(script.stdout()).isEqualTo("late\n");
        }
    }
}
