package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.ProgramError;

class TracebackTest {

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.start();
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1/0",
                "def f(x):\n    return g(x) + 1\ndef g(x):\n    return x['a']['b']\nf({'a': {}})",
                "try:\n    1/0\nexcept Exception as e:\n    raise ValueError('bad') from e",
                "try:\n    1/0\nexcept Exception:\n    undefined",
                "try:\n    1/0\nexcept Exception:\n    raise KeyError('x') from None",
                "raise ExceptionGroup('many', [ValueError(1), ExceptionGroup('inner', [TypeError('t')])])",
                "e = ValueError('noted')\ne.add_note('one')\ne.add_note('two\\nlines')\nraise e",
                "def f(n):\n    return f(n + 1)\nf(0)",
                "def f(n): g(n)\ndef g(n): f(n)\nf(1)",
                "def f(: pass",
                "if True:\nprint(1)",
                "x = (1,\n",
                "print 'hello'",
                "s = 'abc",
                "f(**{'a': 1}, *[2])\nx = 0777",
                "def f():\n    return 1\n  x = 2",
                "return 5",
                "x = 1\ndef f():\n    nonlocal x",
                "for i in range(3):\n    pass\nelse:\n    break",
                "a\u00e9\u4e16 = 1\nprint(a\u00e9\u4e16.x, '\u4e16\u754c')",
                "counter = 1\nprint(countr)",
                "import math\nmath.sqr(2)",
                "class A:\n    def __str__(self): raise OSError\nclass E(Exception):\n    def __str__(self): raise OSError\nraise E",
                "class Outer:\n    class E(Exception): pass\nraise Outer.E('x', 1)",
                "import json\njson.loads('{')",
                "raise KeyboardInterrupt",
                "import sys\nsys.exit('bye')",
                "raise SystemExit((1, 2))",
                "import sys\nsys.tracebacklimit = 1\ndef f(): g()\ndef g(): 1/0\nf()",
                "import sys\nsys.tracebacklimit = 0\n1/0",
                "import sys\nsys.excepthook = lambda t, v, tb: print('hooked', t, v)\n1/0",
                "import sys\ndef hook(t, v, tb): raise OSError('in hook')\nsys.excepthook = hook\n1/0",
                "import traceback\ndef f(): 1/0\ntry:\n    f()\nexcept Exception:\n    traceback.print_exc()",
                "import threading\nt = threading.Thread(target=lambda: 1/0, name='T')\nt.start()\nt.join()",
                "class D:\n    def __del__(self): 1/0\n    def __repr__(self): return 'D'\nd = D()\ndel d",
                "import warnings\nwarnings.warn('careful', DeprecationWarning)\nx = 1 is 1",
                "import logging\ntry:\n    1/0\nexcept Exception:\n    logging.exception('logged')",
                "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    raise ValueError('async')\nasyncio.run(f())",
                "assert 1 == 2, 'nope'",
                "(lambda: [1, 2][\n    5])()",
                "x = {}\ny = x['a'] + x['b']",
                "import sys\nprint(sys.getrecursionlimit())\nsys.setrecursionlimit(3000)\ndef f(n):\n    f(n + 1)\nf(0)",
                "exec('1/0')",
                "eval('1 +')",
                "import this_is_not_there",
                "from math import sqr",
                "raise",
                "raise 5",
                "class M(type):\n    pass\nclass A(int, str): pass",
                "import pickle\nclass P:\n    pass\nprint(type(pickle.loads(pickle.dumps(P()))))\npickle.dumps(lambda: 1)",
                "\n\n# comment\n\nx = 1\n\n1/0  # here",
                "x = '''\nmany\nlines\n''' + 1",
                "'abc'.foo",
                "def f():\n\t1/0\nf()",
                "print(1)\n\f\n1/0",
            })
    void errorsAreToldAsForAScript(String program, @TempDir Path folder) throws Exception {
        var script = scriptOf(program, folder);
        var result = python.run(program);
        assertThat(normalized(result.stderr())).isEqualTo(normalized(script.stderr()));
        assertThat(result.stdout()).isEqualTo(script.stdout());
        assertThat(result.exitCode()).isEqualTo(script.exitCode());
    }

    @Test
    void framesOfEarlierStepsShowTheirSource() {
        var result = python.run("def broken():\n    return 1 / 0", "x = 1\nbroken()");
        assertThat(result.stderr()).isEqualTo("""
                        Traceback (most recent call last):
                          File "<step-2>", line 2, in <module>
                            broken()
                          File "<step-1>", line 2, in broken
                            return 1 / 0
                                   ~~^~~
                        ZeroDivisionError: division by zero
                        """);
        assertThat(result.error())
                .isEqualTo(new ProgramError(
                        "ZeroDivisionError",
                        "division by zero",
                        2,
                        java.util.List.of(
                                new ProgramError.Frame("<step-2>", 2, "<module>"),
                                new ProgramError.Frame("<step-1>", 2, "broken"))));
    }

    @Test
    void aCallThatTheSandboxRefusesIsNamed() {
        assertThat(refusedBy("import os\nos.chroot('.')")).containsExactly("chroot");
        assertThat(refusedBy("import socket\nsocket.socket()")).containsExactly("socket");
        assertThat(refusedBy("open('/root/secret', 'w')")).isEmpty();
        assertThat(refusedBy("raise PermissionError(1, 'chroot')")).isEmpty();
        assertThat(refusedBy("os = 1\nos.chroot('.')")).isEmpty();
    }

    private java.util.List<String> refusedBy(String code) {
        var error = python.run(code).error();
        assertThat(error).isNotNull();
        return error.refusedCalls();
    }

    @Test
    void onlyTextThatIsNoPythonIsASyntaxError() {
        var unparsable = python.run("def f(:");
        assertThat(unparsable.syntaxError()).isTrue();
        assertThat(unparsable.cause()).isEqualTo(ExitCause.SYNTAX_ERROR);
        var misplaced = python.run("return 5");
        assertThat(misplaced.syntaxError()).isFalse();
        assertThat(misplaced.cause()).isEqualTo(ExitCause.SYNTAX_ERROR);
        var raised = python.run("raise SyntaxError('mine')");
        assertThat(raised.syntaxError()).isFalse();
        assertThat(raised.cause()).isEqualTo(ExitCause.EXCEPTION);
    }

    @Test
    void inspectFindsTheSourceOfWhatEarlierStepsDefined() {
        var result = python.run(
                "def f():\n    return 'f'",
                "class A:\n    x = 1",
                "def broken(:",
                "import inspect\nprint(inspect.getsource(f))\nprint(inspect.getsource(A))");
        assertThat(result.stdout()).isEqualTo("def f():\n    return 'f'\n\nclass A:\n    x = 1\n\n");
    }

    private record Script(String stdout, String stderr, int exitCode) {}

    private static Script scriptOf(String program, Path folder) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("main.py"), program);
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder("/usr/bin/python3", file.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("LANG", "C.UTF-8");
        int code = builder.start().waitFor();
        return new Script(Files.readString(out), Files.readString(err).replace(file.toString(), "main.py"), code);
    }

    private static String normalized(String stderr) {
        return stderr.replaceAll("<step-\\d+>", "main.py").replaceAll("0x[0-9a-f]+", "0x0");
    }
}
