package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.PythonInterpreter;

/** Steps that are cells of a notebook. */
class NotebookTest {

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void stop() throws IOException {
        executor.close();
    }

    private static CodeExecResult cell(PythonInterpreter python, String code) {
        return python.run(
                new Program(code, null, false, Set.of(ProgramOption.RESULTS, ProgramOption.NOTEBOOK)),
                Duration.ofSeconds(60));
    }

    private static String told(CodeExecResult ran) {
        return ran.stdout() + ran.stderr() + (ran.result() == null ? "" : "=> " + ran.result());
    }

    @Test
    void cellsHaveTheirLastValuesAndAwait() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            assertThat(told(cell(python, "x = 5\nx + 1"))).isEqualTo("=> 6");
            assertThat(told(cell(python, "print(_, Out, _1)\n_ * 2"))).isEqualTo("6 {1: 6} 6\n=> 12");
            assertThat(told(cell(python, "x;"))).isEmpty();
            assertThat(told(cell(python, "_, __, In[1]"))).isEqualTo("=> (12, 6, 'x = 5\\nx + 1')");
            assertThat(told(cell(python, "_ = 'mine'\n7"))).isEqualTo("=> 7");
            assertThat(told(cell(python, "_"))).isEqualTo("=> 'mine'");

            assertThat(told(cell(
                            python,
                            "import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return n\nawait f(9)")))
                    .isEqualTo("=> 9");
            assertThat(told(cell(python, "await asyncio.gather(f(1), f(2))"))).isEqualTo("=> [1, 2]");
            assertThat(cell(python, "async def g():\n    await f(1)\n    1 / 0\nawait g()")
                            .stderr())
                    .startsWith("Traceback (most recent call last):\n  File \"<step-9>\", line 4, in <module>\n")
                    .endsWith("ZeroDivisionError: division by zero\n")
                    .doesNotContain("asyncio");
        }
    }

    @Test
    void magicsAndCommandsStandWhereStatementsStand() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            CodeExecResult ran = cell(python, """
                    %matplotlib inline
                    name = "world"
                    !echo hello {name} $name \
                        {1 + 1}
                    lines = !printf 'a\\nb\\n'
                    if lines:
                        !echo indented
                    for i in range(2):
                        %time i
                    text = '''
                    %not one
                    !nor this
                    '''
                    y = (17
                      %5)
                    # %nor that
                    text, y, lines, lines.s""");
            assertThat(ran.stderr()).isEmpty();
            assertThat(ran.stdout()).startsWith("hello world world 2\nindented\nCPU times: total: ");
            assertThat(ran.result()).isEqualTo("('\\n%not one\\n!nor this\\n', 2, ['a', 'b'], 'a b')");

            assertThat(cell(python, "x = 1\n%pwd\n1 / 0").error().line()).isEqualTo(3);
            assertThat(told(cell(python, "%%bash\necho $((1 + 2)); cat <<E\n%x\nE")))
                    .isEqualTo("3\n%x\n");
            assertThat(told(cell(python, "%env FOO=bar\n!echo $FOO"))).isEqualTo("env: FOO=bar\nbar\n");
            assertThat(told(cell(python, "%%writefile a.txt\n{name}"))).isEqualTo("Writing a.txt\n");
            assertThat(told(cell(python, "!cat a.txt"))).isEqualTo("{name}");
            assertThat(cell(python, "%%time\nz = 3\nz * 2").result()).isEqualTo("6");
            assertThat(cell(python, "%timeit -n 3 -r 2 name.upper()").stdout())
                    .endsWith("(mean ± std. dev. of 2 runs, 3 loops each)\n");
            assertThat(cell(python, "%%timeit -n 1 -r 1 q = 3\nq * 2").stdout()).contains("1 run, 1 loop each");
            assertThat(cell(python, "def f(a, *, b=1):\n    'Does f.'\nf?").stdout())
                    .isEqualTo("Signature: f(a, *, b=1)\nDocstring: Does f.\nType: function\n");
            assertThat(cell(python, "?nowhere").stdout()).isEqualTo("Object `nowhere` not found.\n");
            assertThat(cell(python, "%%html\n<b>x</b>").shown().results().get(0).data())
                    .containsEntry("text/html", "<b>x</b>");
        }
    }

    @Test
    void whatIsNotThereSaysSoByName() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            CodeExecResult line = cell(python, "x = 1\n%load_ext autoreload");
            assertThat(line.error().type()).endsWith("UsageError");
            assertThat(line.error().line()).isEqualTo(2);
            assertThat(line.error().message())
                    .startsWith("Line magic function `%load_ext` not found. Here are: ")
                    .contains("%matplotlib");
            assertThat(line.stderr())
                    .startsWith("Traceback (most recent call last):\n  File \"<step-1>\", line 2, in <module>\n")
                    .doesNotContain("openenv");
            assertThat(cell(python, "%%cython\ndef f(): pass").error().message())
                    .startsWith("Cell magic `%%cython`");
            assertThat(cell(python, "%timeit -x 3 1").error().type()).endsWith("UsageError");
            assertThat(cell(python, "%config Completer.use_jedi = False")
                            .error()
                            .type())
                    .endsWith("UsageError");
            assertThat(cell(python, "%%bash\nexit 3").error().message()).isEqualTo("the script ended with exit code 3");
            assertThat(cell(python, "x").result()).isEqualTo("1");
        }
    }

    @Test
    void aPlainStepKnowsNothingOfIt() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            cell(python, "import asyncio\n%pwd");
            for (String code : new String[] {"%pwd", "!ls", "x?", "await asyncio.sleep(0)"}) {
                CodeExecResult plain = python.run(code, Duration.ofSeconds(60));
                assertThat(plain.cause()).isEqualTo(ExitCause.SYNTAX_ERROR);
            }
            assertThat(python.run("get_ipython()", Duration.ofSeconds(60))
                            .error()
                            .type())
                    .isEqualTo("NameError");
        }
    }

    @Test
    void oddCellsEndAsPythonWouldOrInTime() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            for (String broken :
                    new String[] {"def (:", "%%", "x = !", "?", "'''\n!x", "(\n%x", "%", "a = %", "%%time\n(", "\0!"}) {
                CodeExecResult ran = cell(python, broken);
                assertThat(ran.stateLost()).as(broken).isFalse();
            }
            assertThat(cell(python, "(\n".repeat(3000) + "!x").cause())
                    .isIn(ExitCause.SYNTAX_ERROR, ExitCause.EXCEPTION);
            assertThat(cell(python, "!true\n".repeat(1) + "'x' # \"'''\n!echo fine")
                            .stdout())
                    .isEqualTo("fine\n");
            assertThat(cell(python, "%%bash\n" + "# x\n".repeat(100_000) + "echo long")
                            .stdout())
                    .isEqualTo("long\n");
            assertThat(cell(python, "\"\\\n" + "a\"b'c!?%".repeat(200_000)).cause())
                    .isEqualTo(ExitCause.SYNTAX_ERROR);
            assertThat(cell(python, "import builtins\ndel builtins.get_ipython, builtins.display\n1")
                            .result())
                    .isEqualTo("1");
            assertThat(cell(python, "get_ipython = None; In = 5; Out = None; _ = __ = 0\n3")
                            .result())
                    .isEqualTo("3");
            assertThat(cell(python, "4").result()).isEqualTo("4");

            CodeExecResult waits = python.run(
                    new Program(
                            "import asyncio\nx = 1\nawait asyncio.sleep(100)",
                            null,
                            false,
                            Set.of(ProgramOption.RESULTS, ProgramOption.NOTEBOOK)),
                    Duration.ofMillis(300));
            assertThat(waits.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(waits.stateLost()).isFalse();
            assertThat(cell(python, "await asyncio.sleep(0, x)").result()).isEqualTo("1");
        }
    }
}
