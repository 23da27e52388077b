package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;

class OutputTest {

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
    void outputOfChildProcessesAndOfDescriptorsIsCaughtInOrder() {
        var result = python.run("""
                import os, subprocess, sys
                print('one', flush=True)
                subprocess.run(['sh', '-c', 'echo two; echo trouble >&2'])
                os.write(1, b'three\\n')
                print('four')
                """);
        assertThat(result.stdout()).isEqualTo("one\ntwo\nthree\nfour\n");
        assertThat(result.stderr()).isEqualTo("trouble\n");
        assertThat(result.stdoutBytes()).isEqualTo(19);
    }

    @Test
    void whatWasPrintedBeforeAnExceptionIsKept() {
        var result = python.run("print('before')\n1 / 0");
        assertThat(result.stdout()).isEqualTo("before\n");
        assertThat(result.stderr()).endsWith("ZeroDivisionError: division by zero\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        var result = python.run("import os; os.write(1, b'a\\xffb') and None");
        assertThat(result.stdout()).isEqualTo("a\ufffdb");
    }

    @Test
    void everyCharacterComesThrough() {
        var result =
                python.run("print('h\u00e9llo \u4e16\u754c \ud83d\ude00 \\udc80'.encode('utf-8', 'replace').decode())");
        assertThat(result.stdout()).isEqualTo("h\u00e9llo \u4e16\u754c \ud83d\ude00 ?\n");
    }

    @Test
    void longOutputKeepsHeadAndTailAndItsTrueSize() {
        try (var interpreter = python.open(null, ofOutput(1000))) {
            var result = interpreter.run("print('a' * 2000 + 'z' * 2000)", Python.LONG);
            assertThat(result.stdout()).startsWith("aaa").endsWith("zzz\n").contains("[3001 bytes cut]");
            assertThat(result.stdout()).hasSizeLessThan(1100);
            assertThat(result.stdoutBytes()).isEqualTo(4001);
            assertThat(result.truncated()).isTrue();
        }
    }

    @Test
    void aFloodIsAnErrorAndNotTheEnd() {
        try (var interpreter = python.open()) {
            var flood = interpreter.run("while True: print('x' * 100_000)", Python.LONG);
            assertThat(flood.cause()).isEqualTo(ExitCause.OUTPUT_LIMIT);
            assertThat(flood.exitCode()).isNotZero();
            assertThat(flood.truncated()).isTrue();
            var next = interpreter.run("print('still here')", Python.LONG);
            assertThat(next.stdout()).isEqualTo("still here\n");
        }
    }

    @Test
    void aFloodThroughPipesIsToldAsAFloodOfOutputIs() {
        try (var interpreter = python.open()) {
            var flood = interpreter.run("stream = '/dev/stdout'\nwhile True: print('x' * 100_000)", Python.LONG);
            assertThat(flood.cause()).as(flood.toString().substring(0, 200)).isEqualTo(ExitCause.OUTPUT_LIMIT);
            assertThat(interpreter.run("print('still here')", Python.LONG).stdout())
                    .isEqualTo("still here\n");
        }
    }

    @Test
    void aFloodOfErrorsIsToldAsAFloodOfOutputIs() {
        try (var interpreter = python.open()) {
            var flood = interpreter.run("import sys\nwhile True: print('x' * 100_000, file=sys.stderr)", Python.LONG);
            assertThat(flood.cause()).isEqualTo(ExitCause.OUTPUT_LIMIT);
            assertThat(interpreter.run("print('still here')", Python.LONG).stdout())
                    .isEqualTo("still here\n");
        }
    }

    @Test
    void outputIsCutBetweenCharacters() {
        try (var interpreter = python.open(null, ofOutput(1001))) {
            for (String character : List.of("\u00e9", "\u4e16", "\ud83d\ude00")) {
                for (int shift = 0; shift < 4; shift++) {
                    var program = "print('" + "x".repeat(shift) + "' + '" + character + "' * 2000)";
                    assertThat(interpreter.run(program, Python.LONG).stdout())
                            .contains("bytes cut]")
                            .doesNotContain("\ufffd");
                }
            }
        }
    }

    @Test
    void aProgramsOwnMainFileIsNeverOverwritten() {
        try (var interpreter = python.open()) {
            interpreter.run("print(open(__file__).read())", Python.LONG);
            interpreter.run("with open('main.py', 'w') as file: file.write('mine')", Python.LONG);
            interpreter.run("x = '__file__ spawn forkserver'", Python.LONG);
            assertThat(interpreter
                            .run("print(open('main.py').read())", Python.LONG)
                            .stdout())
                    .isEqualTo("mine\n");
        }
    }

    @Test
    void memoryStaysTheSameHoweverManyStepsThereAre() {
        var resident = "print(int(open('/proc/self/statm').read().split()[1]) * 4)";
        try (var interpreter = python.open()) {
            long before = 0;
            for (int step = 0; step < 20_000; step++) {
                if (step == 5_000) {
                    before = kilobytes(interpreter.run(resident, Python.LONG));
                }
                interpreter.run("x" + (step % 10) + " = " + step, Python.LONG);
            }
            assertThat(kilobytes(interpreter.run(resident, Python.LONG))).isLessThan(before + 1_000);
        }
    }

    private static ExecutionLimits ofOutput(int bytes) {
        var limits = ExecutionLimits.defaults();
        return new ExecutionLimits(
                limits.stepTimeout(),
                limits.interruptGrace(),
                Duration.ZERO,
                limits.memoryBytes(),
                limits.processes(),
                limits.openFiles(),
                limits.fileBytes(),
                limits.diskBytes(),
                bytes);
    }

    private static long kilobytes(CodeExecResult result) {
        return Long.parseLong(result.stdout().strip());
    }

    @Test
    void inputIsAtItsEndAtOnce() {
        var result = python.run("name = input('name? ')");
        assertThat(result.stdout()).isEqualTo("name? ");
        assertThat(result.stderr()).endsWith("EOFError: EOF when reading a line\n");
    }

    @Test
    void aLateThreadsOutputBelongsToTheNextStep() {
        try (var interpreter = python.open()) {
            var first = interpreter.run("""
                    import threading
                    go = threading.Event()
                    done = threading.Event()
                    def late():
                        go.wait()
                        print('late')
                        done.set()
                    threading.Thread(target=late, daemon=True).start()
                    """, Python.LONG);
            assertThat(first.stdout()).isEmpty();
            var second = interpreter.run("_ = go.set(), done.wait()", Python.LONG);
            assertThat(second.stdout()).isEqualTo("late\n");
        }
    }

    @Test
    void aProgramCannotSpoilTheStreamsOfTheNext() {
        for (String spoiler : new String[] {
            "import sys; sys.stdout.close(); sys.stderr.close()",
            "import sys, io; sys.stdout = io.StringIO(); sys.stderr = None",
            "import os; os.close(1); os.close(2); os.close(0)",
            "import os; os.dup2(os.open('/dev/null', os.O_WRONLY), 1)",
            "import sys; del sys.stdout, sys.stderr, sys.stdin",
            "quit()",
        }) {
            assertThat(afterwards(spoiler))
                    .as(spoiler)
                    .extracting(CodeExecResult::stdout)
                    .isEqualTo("fine\n");
            assertThat(afterwards(spoiler))
                    .as(spoiler)
                    .extracting(CodeExecResult::stderr)
                    .isEqualTo("err\n");
        }
    }

    @Test
    void aProgramCannotSpoilTheInterpreterOfTheNextByAccident() {
        for (String spoiler : new String[] {
            "import sys; sys.setrecursionlimit(20)",
            "import sys\ndef tracer(*a): raise ValueError('traced')\nsys.settrace(tracer)\nsys.setprofile(tracer)",
            "import gc; gc.disable()",
            "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)",
            "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))",
            "import sys; sys.modules.clear()",
            "import builtins; builtins.len = builtins.isinstance = builtins.str = builtins.compile = None",
            "import sys; sys.excepthook = None",
            "import linecache; linecache.cache = None",
            "import os, tempfile; os.chdir(tempfile.mkdtemp()); os.rmdir(os.getcwd())",
            "globals().clear()",
            "import sys; del sys.modules['__main__']",
        }) {
            assertThat(afterwards(spoiler).stdout()).as(spoiler).isEqualTo("fine\n");
        }
    }

    private static CodeExecResult afterwards(String program) {
        return python.run(program, "import sys\nprint('err', file=sys.stderr)\nprint('fine')");
    }
}
