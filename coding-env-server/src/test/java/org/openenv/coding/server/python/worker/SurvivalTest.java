package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.PythonInterpreter;

/** What serves all goes on whatever one thing does. */
@Tag("python")
class SurvivalTest {

    @Test
    void theWatchdogOutlivesWhatItWatches() {
        var looks = new AtomicInteger();
        try (var watchdog = new Watchdog()) {
            watchdog.add(now -> {
                throw new StackOverflowError("a watched thing");
            });
            watchdog.add(now -> {
                throw new IllegalStateException("another");
            });
            watchdog.add(now -> looks.incrementAndGet());
            Leaks.await("looks at the third", () -> looks.get() > 3);
            assertThat(watchdog.isAlive()).isTrue();
        }
    }

    @Test
    void noLineEndsTheReaderOfEvents() {
        var ends = new ArrayList<String>();
        var words = new ArrayList<String>();
        var silence = new CompletableFuture<Boolean>();
        var listener = new ZygoteEvents.Listener() {
            @Override
            public void on(String word, String rest) {
                words.add(word);
                if (word.equals("E")) {
                    throw new OutOfMemoryError("not really");
                }
            }

            @Override
            public void onEnd(int worker, WorkerExit exit) {
                ends.add(worker + " " + exit.stdout() + " " + exit.stderr() + " " + exit.cause());
                if (worker == 7) {
                    throw new IllegalStateException("nobody wants to know");
                }
            }

            @Override
            public void onSilence() {
                silence.complete(true);
            }
        };
        var text = "nonsense\n\nX\nX a b c d e\nX 1 2 3\nE oh\nX 7 0 0 0 {}\nX 8 0 2 3 {\"not\": json\nabcde"
                + "X 9 9 2 3 {}\na\nb\n\n" + "y".repeat(3 << 20) + "\nD 9\n" + "X 10 9 5 0 {\"oom\": true}\nlast\n";
        new ZygoteEvents(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), listener).run();
        assertThat(ends).containsExactly("7   EXITED", "9 a\n b\n\n SIGNAL", "10 last\n  MEMORY_LIMIT");
        assertThat(words).contains("nonsense", "E", "D");
        assertThat(silence).isCompletedWithValue(true);
    }

    @Test
    void aWorkerThatDiedBeforeItWasRegisteredIsKnownToBeDead() throws InterruptedException {
        var handles = new WorkerHandles();
        handles.end(5, WorkerExit.unknown());
        var handle = handles.register(5);
        assertThat(handle.hasEnded()).isTrue();
        assertThat(handles.isEmpty()).isTrue();
        for (int i = 10; i < 5_000; i++) {
            handles.end(i, WorkerExit.unknown());
        }
        assertThat(handles.register(4_999).hasEnded()).isTrue();
        assertThat(handles.register(10).hasEnded()).as("long forgotten").isFalse();
        handles.close();
        assertThat(handles.register(11).hasEnded()).isTrue();
    }

    @Test
    void aSlowStartKeepsOnlyThoseWaitingWhoWantIt(@TempDir Path folder) throws Exception {
        var slow = Files.writeString(folder.resolve("slow-python"), """
                #!/usr/bin/python3 -IS
                import os, sys, time
                if "-s" in sys.argv:  # as interpreters with a fixed hash seed are started
                    time.sleep(600)
                os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv[1:]])
                """);
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        var seeded = new CompletableFuture<Throwable>();
        try (var python = Python.start(options -> options.withPython(slow))) {
            var waiting = new Thread(() -> {
                try {
                    python.open(1L, ExecutionLimits.defaults());
                } catch (RuntimeException e) {
                    seeded.complete(e);
                }
            });
            waiting.start();
            Leaks.await("the slow start", () -> waiting.getState() == Thread.State.WAITING);
            assertThat(python.run("print(1)").stdout()).isEqualTo("1\n");
            assertThat(python.notReady()).isEmpty();
            assertThat(seeded).isNotDone();
        }
        Leaks.await("whoever waited to be told", seeded::isDone);
    }

    @Test
    void anInterpreterIsRenewedWhileSessionsGoOn() {
        try (var python = Python.start(options -> options.withRenewal(java.time.Duration.ofMillis(1)));
                var old = python.open()) {
            old.run("x = 1", Python.LONG);
            var first = python.run("print(hash('a'))").stdout();
            Leaks.await(
                    "another hash secret",
                    () -> !python.run("print(hash('a'))").stdout().equals(first));
            assertThat(old.run("print(x)", Python.LONG).stdout()).isEqualTo("1\n");
        }
    }

    @Test
    void moreInterpretersThanTheMachineHoldsAreRefusedAtOnceAndNobodyElseIsHurt(@TempDir Path folder) throws Exception {
        var narrow = Files.writeString(folder.resolve("narrow-python"), """
                #!/usr/bin/python3 -IS
                import os, resource, sys
                resource.setrlimit(resource.RLIMIT_NOFILE, (104, 104))
                os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv[1:]])
                """);
        assertThat(narrow.toFile().setExecutable(true)).isTrue();
        try (var python = Python.start(options -> options.withPython(narrow))) {
            int most = python.gauges().get("python_interpreters_most").intValue();
            assertThat(most).isEqualTo(8);
            assertThat(python.capacity()).hasValue(8);
            var open = new ArrayList<PythonInterpreter>();
            for (int i = 0; i < most; i++) {
                open.add(python.open());
                open.get(i).run("x = " + i, Python.LONG);
            }
            assertThatThrownBy(python::open)
                    .isInstanceOf(CapacityException.class)
                    .hasMessageContaining("all 8 interpreters are in use");
            assertThat(open.get(0).run("print(x)", Python.LONG).stdout()).isEqualTo("0\n");
            for (int round = 0; round < 20; round++) {
                open.remove(0).close();
                open.add(python.open());
                assertThat(open.get(most - 1).run("print(1)", Python.LONG).stdout())
                        .isEqualTo("1\n");
            }
            python.look();
            open.forEach(PythonInterpreter::close);
        }
    }

    @Test
    void onlyTheProgramThatFailedKnows() {
        try (var python = Python.start();
                var other = python.open()) {
            other.run("x = 1", Python.LONG);
            for (String end : List.of("import os; os._exit(1)", "import os; os.kill(os.getpid(), 9)")) {
                assertThat(python.run(end).cause()).isIn(ExitCause.EXITED, ExitCause.SIGNAL);
            }
            assertThat(other.run("print(x)", Python.LONG).stdout()).isEqualTo("1\n");
        }
    }
}
