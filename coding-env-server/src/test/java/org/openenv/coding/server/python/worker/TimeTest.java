package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.PythonInterpreter;

class TimeTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

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
                "sum(iter(spin, 1))",
                "import time; time.sleep(100)",
                "import re; re.match('(a+)+$', 'a' * 40 + 'b')",
                "import threading; threading.Event().wait()",
                "import subprocess; subprocess.run(['sleep', '100'])",
                "import socket; a, b = socket.socketpair(); a.recv(1)",
                "import asyncio; asyncio.run(asyncio.sleep(100))",
            })
    void aProgramWhoseTimeIsUpIsInterruptedAndItsVariablesLive(String endless) {
        try (var interpreter = python.open()) {
            interpreter.run("x = 1", Python.LONG);
            var program = "spin = lambda: 0\nprint('begun', flush=True)\ntry:\n    " + endless
                    + "\nfinally:\n    x = 2\n    print('cleaned')";
            var result = interpreter.run(program, SHORT);
            assertThat(result.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(result.exitCode()).isEqualTo(124);
            assertThat(result.stdout()).isEqualTo("begun\ncleaned\n");
            assertThat(result.stderr()).endsWith("KeyboardInterrupt\n");
            assertThat(result.stateLost()).isFalse();
            assertThat(interpreter.run("print(x)", Python.LONG).stdout()).isEqualTo("2\n");
        }
    }

    @Test
    void anInterruptWhileAnErrorIsToldShowsNothingOfTheRunner() {
        try (var interpreter = python.open()) {
            interpreter.run("class Dies:\n    __del__ = lambda self: 1 / 0", Python.LONG);
            var result = interpreter.run("while True: Dies()", SHORT);
            assertThat(result.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(result.stateLost()).isFalse();
            assertThat(result.stderr()).doesNotContain("openenv").doesNotContain("_unraisable");
        }
    }

    @Test
    void whatAKilledProgramHadPrintedIsKept() {
        try (var interpreter = python.open()) {
            var program = """
                    print('printed')
                    import time
                    while True:
                        try:
                            time.sleep(100)
                        except BaseException:
                            pass
                    """;
            var result = interpreter.run(program, SHORT);
            assertThat(result.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(result.stateLost()).isTrue();
            assertThat(result.stdout()).isEqualTo("printed\n");
        }
    }

    @Test
    void anInterruptWakesTheMainThreadWhicheverThreadsWait() {
        try (var interpreter = python.open()) {
            interpreter.run("""
                    import threading
                    gate = threading.Event()
                    threads = [threading.Thread(target=gate.wait) for _ in range(4)]
                    for thread in threads: thread.start()
                    """, Python.LONG);
            for (int i = 0; i < 30; i++) {
                var result = interpreter.run("gate.wait()", Duration.ofMillis(50));
                assertThat(result.cause()).isEqualTo(ExitCause.TIMEOUT);
                assertThat(result.stateLost()).isFalse();
            }
            assertThat(interpreter.run("gate.set()", Python.LONG).stateLost()).isFalse();
        }
    }

    @Test
    void whatWaitsForItsThreadsOnTheWayOutIsInterruptedAgain() {
        var usual = ExecutionLimits.defaults();
        var patient = new ExecutionLimits(
                usual.stepTimeout(),
                Duration.ofSeconds(10),
                usual.cpuTime(),
                usual.memoryBytes(),
                usual.processes(),
                usual.openFiles(),
                usual.fileBytes(),
                usual.diskBytes(),
                usual.outputBytes());
        try (var longer = Python.start(options -> options.withLimits(patient));
                var interpreter = longer.open(null, patient)) {
            var program = """
                    import threading
                    from concurrent.futures import ThreadPoolExecutor
                    x, gate = 1, threading.Event()
                    with ThreadPoolExecutor(2) as pool:
                        pool.submit(gate.wait).result()
                    """;
            var result = interpreter.run(program, SHORT);
            assertThat(result.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(result.stateLost()).isFalse();
            assertThat(interpreter.run("gate.set(); print(x)", Python.LONG).stdout())
                    .isEqualTo("1\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nsum(iter(spin, 1))",
                "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
                "while True:\n    try:\n        sum(iter(spin, 1))\n    except BaseException: pass",
                "class Evil(Exception):\n    def __str__(self):\n        while True:\n            try:\n                sum(iter(spin, 1))\n"
                        + "            except BaseException: pass\nraise Evil",
                "import ctypes\nwhile True:\n    try: ctypes.PyDLL(None).sleep(1000)\n    except BaseException: pass",
                "import os\nwhile True: os.system('sleep 100')",
                "import os, signal\npid = os.fork()\nif not pid:\n    os.setsid()\n    while True: os.kill(os.getppid(), 19)\n"
                        + "while True:\n    try:\n        os.wait()\n    except BaseException: pass",
            })
    void aProgramThatDefiesTheInterruptIsKilled(String defiant) {
        try (var interpreter = python.open()) {
            var result = interpreter.run("spin = lambda: 0\nprint('begun', flush=True)\n" + defiant, SHORT);
            assertThat(result.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(result.exitCode()).isEqualTo(124);
            assertThat(result.stdout()).isEqualTo("begun\n");
            assertThat(result.stateLost()).isTrue();
            assertThat(interpreter.run("print('fresh')", Python.LONG).stdout()).isEqualTo("fresh\n");
        }
    }

    @Test
    void timeUpIsNotMistakenForAnInterruptOfItsOwn() {
        var own = python.run("raise KeyboardInterrupt");
        assertThat(own.cause()).isEqualTo(ExitCause.EXCEPTION);
        assertThat(own.exitCode()).isEqualTo(130);
    }

    @Test
    void interruptEndsTheProgramAndVariablesLive() {
        try (var interpreter = python.open()) {
            interpreter.run("x = 5", Python.LONG);
            var running = running(interpreter, "while True: pass");
            interruptUntilDone(interpreter, running);
            assertThat(running.join().cause()).isEqualTo(ExitCause.INTERRUPTED);
            assertThat(running.join().exitCode()).isEqualTo(130);
            assertThat(interpreter.run("print(x)", Python.LONG).stdout()).isEqualTo("5\n");
        }
    }

    @Test
    void anInterruptThatIsFasterThanTheProgramIsNotLost() {
        try (var interpreter = python.open()) {
            for (int i = 0; i < 50; i++) {
                var running = running(interpreter, "while True: pass");
                Leaks.await("a program to interrupt", interpreter::interrupt);
                assertThat(running.join().cause()).isEqualTo(ExitCause.INTERRUPTED);
            }
        }
    }

    @Test
    void withNoProgramThereIsNothingToInterrupt() {
        try (var interpreter = python.open()) {
            assertThat(interpreter.interrupt()).isFalse();
            assertThat(interpreter.run("1", Python.LONG).stderr()).isEmpty();
            assertThat(interpreter.interrupt()).isFalse();
            assertThat(interpreter.run("2", Python.LONG).stderr()).isEmpty();
        }
    }

    @Test
    void anInterruptThatComesLateDoesNotHitTheNextProgram() {
        try (var interpreter = python.open()) {
            interpreter.run("n = 0", Python.LONG);
            for (int i = 0; i < 300; i++) {
                var running = running(interpreter, "n += 1\nfor _ in range(" + i * 20 + "): pass");
                while (!running.isDone()) {
                    interpreter.interrupt();
                }
                var next = interpreter.run("sum(range(1000))", Python.LONG);
                assertThat(next.stderr()).isEmpty();
                assertThat(next.cause()).isEqualTo(ExitCause.EXITED);
                assertThat(next.stateLost()).isFalse();
            }
        }
    }

    @Test
    void closingEndsARunningProgramAtOnce() {
        var interpreter = python.open();
        var running = running(interpreter, "import time\nwhile True: time.sleep(1)");
        Leaks.await("the program to run", () -> !running.isDone());
        interpreter.close();
        assertThat(running.join().cause()).isEqualTo(ExitCause.CLOSED);
        assertThat(running.join().stateLost()).isTrue();
    }

    @Test
    void interruptingTheCallingThreadEndsTheProgramAtOnce() throws InterruptedException {
        try (var interpreter = python.open()) {
            var answer = new CompletableFuture<CodeExecResult>();
            var stillInterrupted = new CompletableFuture<Boolean>();
            var caller = new Thread(() -> {
                answer.complete(interpreter.run("while True: pass", Python.LONG));
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            caller.interrupt();
            caller.join();
            assertThat(answer.join().cause()).isEqualTo(ExitCause.CLOSED);
            assertThat(stillInterrupted.join()).isTrue();
        }
    }

    @Test
    void aProgramsOwnAlarmsWorkAndAreItsOwn() {
        var result = python.run("""
                import signal, time
                class Late(Exception): pass
                def ring(*_): raise Late
                signal.signal(signal.SIGALRM, ring)
                signal.setitimer(signal.ITIMER_REAL, 0.05)
                try:
                    time.sleep(100)
                except Late:
                    print('rang')
                """);
        assertThat(result.stdout()).isEqualTo("rang\n");
    }

    @Test
    void anAlarmBetweenProgramsReachesTheNext() {
        try (var interpreter = python.open()) {
            interpreter.run(
                    "import signal\ndef boom(*_): raise OSError('ring')\nsignal.signal(signal.SIGALRM, boom)\nsignal.alarm(1)",
                    Python.LONG);
            Leaks.await(
                    "the alarm",
                    () -> interpreter.run("1", Python.LONG).stderr().endsWith("OSError: ring\n"));
            assertThat(interpreter.run("print('on')", Python.LONG).stdout()).isEqualTo("on\n");
        }
    }

    private static CompletableFuture<CodeExecResult> running(PythonInterpreter interpreter, String program) {
        var result = new CompletableFuture<CodeExecResult>();
        var thread = new Thread(() -> result.complete(interpreter.run(program, Python.LONG)));
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static void interruptUntilDone(PythonInterpreter interpreter, CompletableFuture<CodeExecResult> running) {
        Leaks.await("the program to end", () -> {
            interpreter.interrupt();
            return running.isDone();
        });
    }
}
