package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.PythonInterpreter;

/** Whatever a program replaces in the modules it can reach, the next programs run and are told of as ever. */
@Tag("python")
class ReplacedNamesTest {

    private static final int TOGETHER = 16;

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
    void everythingAtOnceCanBeReplaced() throws IOException {
        assertThat(replace(0, Integer.MAX_VALUE)).isGreaterThan(3_000);
    }

    @Test
    void everyNameCanBeReplacedWithAFewOthers() throws IOException {
        int all = Integer.getInteger("openenv.test.replaced", 1_000);
        for (int first = 0; first < all; first += TOGETHER) {
            replace(first, first + TOGETHER);
        }
    }

    private static int replace(int first, int last) throws IOException {
        var program = Files.readString(ProgramFile.resource("replace_everything.py"));
        try (var interpreter = python.open()) {
            interpreter.run("kept = 7", Python.LONG);
            var replaced =
                    interpreter.run(program.replace("FIRST", "" + first).replace("LAST", "" + last), Python.LONG);
            assertThat(replaced.cause())
                    .as("%s to %s: %s", first, last, replaced.stderr())
                    .isEqualTo(ExitCause.EXITED);
            assertRuns(interpreter, first + " to " + last);
            return Integer.parseInt(replaced.stdout().strip());
        }
    }

    private static void assertRuns(PythonInterpreter interpreter, String which) {
        var next = interpreter.run("print('next', kept)", Python.LONG);
        assertThat(next.stdout()).as(which).isEqualTo("next 7\n");
        assertThat(next.stateLost()).isFalse();
        var failed = interpreter.run("def f():\n    return 1 / 0\nf()", Python.LONG);
        assertThat(failed.stderr())
                .as(which)
                .contains("line 3, in <module>\n    f()\n")
                .contains("line 2, in f\n    return 1 / 0\n")
                .endsWith("ZeroDivisionError: division by zero\n");
        assertThat(failed.stdout()).isEmpty();
        assertThat(failed.cause()).isEqualTo(ExitCause.EXCEPTION);
        var error = failed.error();
        assertThat(error).isNotNull();
        assertThat(error.type()).isEqualTo("ZeroDivisionError");
        assertThat(interpreter.run("print(kept)", Python.LONG).stdout()).isEqualTo("7\n");
    }
}
