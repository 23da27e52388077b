package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonInterpreter;

/**
 * Programs of the corpus whose first half runs in one interpreter, and whose second half runs in it and in a copy: to the same end. Some
 * of them; all with {@code -Dopenenv.test.fork=all}.
 */
@Tag("python")
class HalvesTest {

    private static final List<String> SOME = List.of(
            "async_generators_and_contexts",
            "closure_with_nonlocal",
            "generator_send_throw_close",
            "metaclasses",
            "numpy_operations",
            "pickle_session_classes",
            "sqlite_in_memory");

    private static final String SPLIT = "import ast, sys\nbody = ast.parse(sys.stdin.read()).body\n"
            + "half = body[len(body) // 2]\n"
            + "print(min([half.lineno] + [d.lineno for d in getattr(half, 'decorator_list', [])]) - 1 if len(body) > 1 else 0)";

    private static Python python;
    private static PythonInterpreter helper;

    @BeforeAll
    static void start() {
        python = Python.start();
        assumeTrue(python.noCopies().isEmpty(), () -> "no copies here: " + python.noCopies());
        helper = python.open();
    }

    @AfterAll
    static void stop() {
        if (helper != null) {
            helper.close();
        }
        python.close();
    }

    static Stream<ProgramFile> programs() {
        boolean all = System.getProperty("openenv.test.fork", "").equals("all");
        return ProgramFile.in("corpus").stream()
                .filter(program -> !program.text().contains("# --- "))
                .filter(program -> all || SOME.contains(program.name()));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void bothGoOnToTheSameEnd(ProgramFile program) {
        var split = helper.run(new Program(SPLIT, program.text(), false), Python.LONG);
        assumeTrue(split.exitCode() == 0 && !split.stdout().equals("0\n"), "it has no two halves");
        var lines = program.text().lines().toList();
        int half = Integer.parseInt(split.stdout().strip());
        try (var original = python.open()) {
            original.run(String.join("\n", lines.subList(0, half)), Python.LONG);
            PythonInterpreter copy;
            try {
                copy = original.fork(1, ForkWay.COPY, false).interpreters().get(0);
            } catch (ForkException refused) {
                assumeTrue(false, refused.getMessage());
                return;
            }
            try (copy) {
                String rest = String.join("\n", lines.subList(half, lines.size()));
                assertThat(told(copy.run(rest, Python.LONG))).isEqualTo(told(original.run(rest, Python.LONG)));
            }
        }
    }

    private static String told(CodeExecResult ran) {
        return ran.exitCode() + " " + ran.cause() + "\n" + ran.stdout() + "\n" + ran.stderr() + "\n" + ran.result();
    }
}
