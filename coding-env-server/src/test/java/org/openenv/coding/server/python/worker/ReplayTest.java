package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.ForkedInterpreters;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonInterpreter;

/** Copies made by running the programs again. */
@Tag("python")
class ReplayTest {

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.start(config -> config.withRecordBytes(100_000));
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    private static String run(PythonInterpreter interpreter, String program) {
        var ran = interpreter.run(program, Python.LONG);
        return ran.stdout() + (ran.result() == null ? "" : ran.result());
    }

    private static List<PythonInterpreter> replay(PythonInterpreter original, int count) {
        ForkedInterpreters made = original.fork(count, ForkWay.REPLAY, false);
        assertThat(made.copied()).isFalse();
        return made.interpreters();
    }

    private static void closeAll(List<PythonInterpreter> copies) {
        copies.forEach(PythonInterpreter::close);
    }

    @Test
    void copiesGoOnFromHereAndDiverge() {
        try (var original = python.open()) {
            original.run(
                    "import sqlite3\ndb = sqlite3.connect('a.db')\ndb.execute('create table t(x)')\ndb.commit()",
                    Python.LONG);
            original.run(new Program("given = input()", "a line\n", false), Python.LONG);
            original.run(
                    "def count():\n    n = 0\n    while True:\n        yield (n := n + 1)\nit = count()\nnext(it)",
                    Python.LONG);
            var copies = replay(original, 3);
            for (var copy : copies) {
                assertThat(run(copy, "given, next(it), db.execute('select count(*) from t').fetchone()"))
                        .isEqualTo("('a line', 2, (0,))");
            }
            run(copies.get(0), "db.execute('insert into t values (1)'); db.commit()");
            run(copies.get(1), "import os; os.unlink('a.db')");
            assertThat(
                            run(
                                    original,
                                    "next(it), db.execute('select count(*) from t').fetchone(), os.listdir('.') if 'os' in dir() else 0"))
                    .isEqualTo("(2, (0,), 0)");
            assertThat(run(copies.get(2), "next(it)")).isEqualTo("3");
            closeAll(copies);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 7})
    void randomNumbersGoOnAlike(long seed) {
        try (var original = python.open(seed < 0 ? null : seed, ExecutionLimits.defaults())) {
            run(original, "import random\nx = random.random()");
            var copies = replay(original, 2);
            var copiesOfACopy = replay(copies.get(0), 1);
            String next = run(original, "x, random.random(), hash('a')");
            assertThat(run(copies.get(0), "x, random.random(), hash('a')")).isEqualTo(next);
            assertThat(run(copies.get(1), "x, random.random(), hash('a')")).isEqualTo(next);
            assertThat(run(copiesOfACopy.get(0), "x, random.random(), hash('a')"))
                    .isEqualTo(next);
            closeAll(copies);
            closeAll(copiesOfACopy);
        }
    }

    @Test
    void eachHasRandomNumbersOfItsOwnWhereThatIsAskedFor() {
        try (var original = python.open()) {
            run(original, "import random\nx = random.random()");
            var copies = original.fork(2, ForkWay.ANY, true).interpreters();
            var all = new ArrayList<>(List.of(run(original, "random.random()")));
            copies.forEach(copy -> all.add(run(copy, "random.random()")));
            assertThat(all).doesNotHaveDuplicates();
            assertThat(run(copies.get(0), "x")).isEqualTo(run(original, "x"));
            var grandchild = replay(copies.get(0), 1);
            assertThat(run(grandchild.get(0), "random.random()")).isEqualTo(run(copies.get(0), "random.random()"));
            closeAll(copies);
            closeAll(grandchild);
        }
    }

    @Test
    void aStepThatDoesSomethingElseIsNamed() {
        try (var original = python.open()) {
            run(original, "x = 1");
            run(original, "import time\nprint(time.perf_counter_ns())");
            run(original, "y = 2");
            assertThatThrownBy(() -> original.fork(2, ForkWay.REPLAY, false))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("step 2 did not do again what it had done: its standard output was '");
            assertThat(run(original, "x + y")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import time; hidden = [1, {'a': (time.time_ns(),)}]",
                "import random, os; random.seed(os.urandom(4)); hidden = 1",
                "import os; open('/tmp/hidden', 'wb').write(os.urandom(8)); None",
                "import os; f = 'hidden' + os.urandom(4).hex(); os.mkdir(f); os.chdir(f); del f",
            })
    void whatNoStepHasShownIsFoundAllTheSame(String program) {
        try (var original = python.open()) {
            assertThat(original.run(program, Python.LONG).exitCode()).isZero();
            assertThatThrownBy(() -> original.fork(1, ForkWay.REPLAY, false))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("after step 1")
                    .hasMessageContaining("was different");
            assertThat(original.run("1", Python.LONG).result()).isEqualTo("1");
        }
    }

    @Test
    void filesThatWereGivenAreGivenAgain() throws Exception {
        try (var original = python.open()) {
            original.run("1", Python.LONG);
            try (var upload = original.workspace().create("data/in.txt", 5)) {
                upload.write("hello".getBytes(StandardCharsets.UTF_8), 0, 5);
                upload.commit();
            }
            run(original, "text = open('data/in.txt').read()");
            original.workspace().makeFolder("empty");
            original.workspace().delete("data/in.txt", false);
            var copies = replay(original, 1);
            assertThat(run(copies.get(0), "import os; text, os.listdir('data'), os.path.isdir('empty')"))
                    .isEqualTo("('hello', [], True)");
            closeAll(copies);
        }
    }

    @Test
    void anObjectsAddressIsNoDifference() {
        try (var original = python.open()) {
            run(original, "class A: pass\nkeep = [A() for _ in range(1000)]\nkeep[-1]");
            closeAll(replay(original, 2));
        }
    }

    @Test
    void aStepThatWasEndedFromOutsideCanNotBeRepeated() {
        try (var original = python.open()) {
            original.run("n = 0\nwhile True: n += 1", Duration.ofMillis(100));
            assertThatThrownBy(() -> original.fork(1, ForkWay.REPLAY, false))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("its step 1 was ended from outside (timeout)");
            original.run("import os; os.abort()", Python.LONG);
            var copies = replay(original, 1); // nothing of it is left
            assertThat(run(copies.get(0), "'n' in dir()")).isEqualTo("False");
            closeAll(copies);
        }
    }

    @Test
    void whatIsTooMuchIsNotRecordedAndThatIsSaid() {
        try (var original = python.open()) {
            original.run("x = '" + "a".repeat(60_000) + "'", Python.LONG);
            assertThatThrownBy(() -> original.fork(1, ForkWay.REPLAY, false))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("its 1 steps are more than is recorded: 100000 bytes");
        }
    }

    @Test
    void aDeadOriginalHasFreshCopiesThatSaySo() {
        try (var original = python.open()) {
            run(
                    original,
                    "import os, threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), os.abort())).start()");
            Leaks.await(
                    "its end", () -> python.gauges().get("python_interpreters").intValue() == 1 && isDead(original));
            var copies = replay(original, 1);
            var first = copies.get(0).run("'os' in dir()", Python.LONG);
            assertThat(first.result()).isEqualTo("False");
            assertThat(first.stateLost()).isTrue();
            assertThat(copies.get(0).run("1", Python.LONG).stateLost()).isFalse();
            assertThat(original.run("1", Python.LONG).stateLost()).isTrue();
            closeAll(copies);
        }
    }

    private static boolean isDead(PythonInterpreter interpreter) {
        return ((WorkerInterpreter) interpreter).isDead();
    }

    @Test
    void anInterruptEndsAFork() throws Exception {
        try (var original = python.open()) {
            run(original, "import time, os\ntime.sleep(0.5)");
            var fork = CompletableFuture.supplyAsync(() -> original.fork(2, ForkWay.REPLAY, false));
            Leaks.await(
                    "the fork's interpreters",
                    () -> python.gauges().get("python_interpreters").intValue() > 1);
            assertThat(original.interrupt()).isTrue();
            assertThatThrownBy(fork::join)
                    .hasCauseInstanceOf(ForkException.class)
                    .hasMessageContaining("interrupted");
            Leaks.await(
                    "the end of copies",
                    () -> python.gauges().get("python_interpreters").intValue() == 1);
            assertThat(run(original, "1 + 1")).isEqualTo("2");
        }
    }

    @Test
    void limitsAndScriptsAreAsTheOriginals() {
        var limits = ExecutionLimits.defaults()
                .atMost(new ExecutionLimits(
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        128L << 20,
                        20,
                        50,
                        1 << 20,
                        8 << 20,
                        2000));
        String asks =
                "import resource as r; [r.getrlimit(k) for k in (r.RLIMIT_NOFILE, r.RLIMIT_FSIZE, r.RLIMIT_DATA, r.RLIMIT_NPROC)]";
        try (var original = python.open(null, limits)) {
            String told = run(original, asks);
            var copies = replay(original, 1);
            assertThat(run(copies.get(0), asks)).isEqualTo(told);
            assertThat(copies.get(0).run("print('x' * 5000)", Python.LONG).truncated())
                    .isTrue();
            closeAll(copies);
        }
    }
}
