package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.PythonInterpreter;

/** Copies of running interpreters, made from outside: where this machine allows it, as the executor finds out. */
@Tag("python")
class CopyTest {

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.start();
        assumeTrue(python.noCopies().isEmpty(), () -> "no copies here: " + python.noCopies());
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    private static String run(PythonInterpreter interpreter, String program) {
        var ran = interpreter.run(program, Python.LONG);
        return ran.stdout() + (ran.result() == null ? "" : ran.result()) + ran.stderr();
    }

    private static List<PythonInterpreter> copy(PythonInterpreter original, int count) {
        var made = original.fork(count, ForkWay.COPY, false);
        assertThat(made.copied()).isTrue();
        return made.interpreters();
    }

    /** The first part of a program in one, the rest in it and in its copies: all the same, and the same as in one go. */
    private static void goesOnAlike(PythonInterpreter original, String first, String rest) {
        assertThat(original.run(first, Python.LONG).stderr()).isEmpty();
        var copies = copy(original, 2);
        String told = run(original, rest);
        assertThat(told).endsWith("the end\n");
        for (var copy : copies) {
            assertThat(run(copy, rest)).isEqualTo(told);
            copy.close();
        }
    }

    @Test
    void aCopyHasWhatTheOriginalHas() {
        try (var original = python.open()) {
            goesOnAlike(original, """
                    class P:
                        __slots__ = 'a'
                        def __init__(self, a): self.a = a
                    def count():
                        for i in range(100):
                            yield i
                    import random, sqlite3, os, signal, mmap, tempfile
                    points, it = [P(i) for i in range(1000)], count()
                    next(it)
                    db, memory = sqlite3.connect('a.db'), sqlite3.connect(':memory:')
                    for each in db, memory:
                        _ = each.execute('create table t(x)')
                        each.commit()
                        _ = each.execute('insert into t values(1)')
                    big = bytearray(b'z' * (8 << 20))
                    f = open('x.txt', 'w+'); _ = f.write('hello'); f.flush()
                    os.link('x.txt', 'y.txt'); os.symlink('x.txt', 'z'); os.mkdir('d', 0o750); os.mkdir('d/e')
                    sparse = open('sparse', 'wb'); sparse.truncate(50 << 20); sparse.close()
                    hits = []
                    _ = signal.signal(signal.SIGUSR1, lambda *a: hits.append(a[0]))
                    shared = mmap.mmap(-1, 1 << 16); shared[:5] = b'hello'
                    t = tempfile.NamedTemporaryFile(); _ = t.write(b'abc'); t.flush()
                    os.chdir('d'); _ = os.umask(0o027)
                    try:
                        1 / 0
                    except Exception as e:
                        kept = e
                    """, """
                    print(sum(p.a for p in points), next(it), random.random(), big[-1], len(big))
                    for each in db, memory:
                        _ = each.execute('insert into t values(2)')
                        each.commit()
                        print(each.execute('select count(*) from t').fetchone())
                    print(f.tell(), f.seek(0), f.read(), open('../y.txt').read(), os.stat('../x.txt').st_nlink, os.readlink('../z'))
                    print(oct(os.stat('.').st_mode), os.listdir('..').sort(), os.stat('../sparse').st_blocks, os.getcwd(), os.umask(0))
                    os.kill(os.getpid(), signal.SIGUSR1)
                    print(hits, shared[:5], t.tell(), open(t.name, 'rb').read(), repr(kept), kept.__traceback__.tb_lineno)
                    import gc, threading, subprocess, xml.dom.minidom
                    gc.collect()
                    thread = threading.Thread(target=lambda: hits.append(1)); thread.start(); thread.join()
                    print(hits, subprocess.check_output(['echo', 'hi']), len([bytes(n) for n in range(0, 50000, 7)]))
                    def fails():
                        raise ValueError(3)
                    try:
                        fails()
                    except ValueError:
                        import traceback; print(traceback.format_exc())
                    print('the end')
                    """);
        }
    }

    @Test
    void copiesDivergeAndEndInAnyOrder() {
        try (var original = python.open()) {
            run(original, "x = 1; open('f', 'w').write('1'); None");
            var copies = copy(original, 3);
            assertThat(run(copies.get(0), "x = 2; open('f', 'w').write('2'); x"))
                    .isEqualTo("2");
            assertThat(run(copies.get(1), "import os; os.abort()")).doesNotContain("Traceback");
            assertThat(run(original, "x, open('f').read()")).isEqualTo("(1, '1')");
            assertThat(run(copies.get(1), "'x' in dir()")).isEqualTo("False");
            copies.get(2).run("while True: x += 1", Duration.ofMillis(200));
            assertThat(run(copies.get(2), "x > 1")).isEqualTo("True");
            var running =
                    CompletableFuture.supplyAsync(() -> run(copies.get(0), "print(1, flush=True)\nwhile True: pass"));
            while (!copies.get(0).interrupt()) {
                Thread.onSpinWait();
            }
            assertThat(running.join()).contains("KeyboardInterrupt");
            original.close();
            assertThat(run(copies.get(0), "x, open('f').read()")).isEqualTo("(2, '2')");
            copies.forEach(PythonInterpreter::close);
        }
    }

    @Test
    void fortyGenerationsGoOnAsOneDoes() {
        String begin = "import random\nseen, kept = [], {}";
        String grow = "seen.append(random.random()); kept[len(seen) % 5] = [bytes(n) for n in range(1, 9000, 11)]";
        String all =
                "len(seen), sum(seen), sum(len(b) for k in kept.values() for b in k), random.getstate() == random.getstate()";
        var living = python.open(7L, ExecutionLimits.defaults());
        run(living, begin);
        for (int generation = 0; generation < 40; generation++) {
            run(living, grow);
            var next = copy(living, 1).get(0);
            living.close();
            living = next;
        }
        try (var alone = python.open(7L, ExecutionLimits.defaults())) {
            run(alone, begin);
            for (int i = 0; i < 40; i++) {
                run(alone, grow);
            }
            assertThat(run(living, all)).isEqualTo(run(alone, all)).startsWith("(40, ");
        }
        living.close();
    }

    @Test
    void aCopyIsWalledInAsTheOriginalIs() {
        String asks = """
                import os, resource
                told = dict(line.split(':\\t', 1) for line in open('/proc/self/status') if ':\\t' in line)
                [told[k].strip() for k in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb', 'NoNewPrivs', 'Seccomp', 'Threads', 'NSpid')]
                """;
        String limits =
                "[resource.getrlimit(k) for k in range(16)], os.getpid(), sorted(n for n in os.listdir('/proc') if n.isdigit())";
        String walls = "import socket\ntry:\n    socket.socket()\nexcept OSError as e:\n    print(e)\n"
                + "for p in '/etc/shadow', '/root', '/run/episode/../x':\n    try:\n        print(os.listdir(p))\n"
                + "    except OSError as e:\n        print(e.errno)";
        try (var original = python.open()) {
            run(original, "1");
            var copies = copy(original, 2);
            for (String question : List.of(
                    asks, limits, walls, "b = bytearray(1 << 33)", "open('big', 'wb').write(bytes(80 << 20))")) {
                var told = new ArrayList<String>();
                told.add(run(original, question));
                copies.forEach(each -> told.add(run(each, question)));
                assertThat(told.get(1)).isEqualTo(told.get(0));
                assertThat(told.get(2)).isEqualTo(told.get(0));
            }
            copies.forEach(PythonInterpreter::close);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "threads | import threading, time; threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
                "other processes | import subprocess; p = subprocess.Popen(['sleep', '99'])",
                "timer | import signal; signal.setitimer(signal.ITIMER_VIRTUAL, 99)",
                "open | import os; p = os.pipe()",
                "open | import socket; p = socket.socketpair()",
                "open | import os; f = open('q', 'w'); os.unlink('q')",
                "on its disk | import os; os.mkfifo('p')",
                "mappings | import mmap; m = [mmap.mmap(-1, 4096, 34, prot=(1, 3)[i % 2]) for i in range(2000)]",
                "deeply | import os; [(os.mkdir('d'), os.chdir('d')) for _ in range(250)]; None",
            })
    void whatCanNotBeCopiedIsSaidAndTheOriginalGoesOn(String reason, String program) {
        try (var original = python.open()) {
            assertThat(original.run(program, Python.LONG).stderr()).isEmpty();
            assertThatThrownBy(() -> original.fork(2, ForkWay.COPY, false))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("can't be copied")
                    .hasMessageContaining(reason);
            assertThat(run(original, "1 + 1")).isEqualTo("2");
        }
        Leaks.await(
                "the end of copies",
                () -> python.gauges().get("python_interpreters").intValue() == 0);
    }

    @Test
    void whatCanNotBeCopiedIsReplayed() {
        try (var original = python.open()) {
            run(original, "import os; p = os.pipe(); x = 1");
            var made = original.fork(1, ForkWay.ANY, false);
            assertThat(made.copied()).isFalse();
            assertThat(run(made.interpreters().get(0), "os.write(p[1], b'a'), os.read(p[0], 9)"))
                    .isEqualTo("(1, b'a')");
            made.interpreters().get(0).close();
        }
    }

    @Test
    void randomNumbersAreEachsOwnWhereThatIsAskedFor() {
        try (var original = python.open()) {
            run(original, "import random, os\nclock = os.urandom(8)");
            var copies = original.fork(2, ForkWay.COPY, true).interpreters();
            assertThat(run(copies.get(0), "clock")).isEqualTo(run(original, "clock"));
            assertThat(List.of(
                            run(original, "random.random()"),
                            run(copies.get(0), "random.random()"),
                            run(copies.get(1), "random.random()")))
                    .doesNotHaveDuplicates();
            copies.forEach(PythonInterpreter::close);
        }
    }
}
