package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.ExitCause;

/** Programs that are run as whole scripts end as scripts do. */
@Tag("python")
class ScriptTest {

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
    void threadsAreAwaitedAndHandlersAndFinalizersRun() throws Exception {
        var script = """
                import atexit, logging, threading, time, weakref
                class Thing:
                    def __del__(self):
                        print('finalized')
                atexit.register(print, 'handled')
                weakref.finalize(Thing, print, 'forgotten')
                thing = Thing()
                threading.Thread(target=lambda: (time.sleep(0.1), print('thread done'))).start()
                print('end of', __name__)
                """;
        try (var interpreter = python.open()) {
            var ran = interpreter.runScript(script, Python.LONG);
            assertThat(ran.stdout()).isEqualTo(ReferencePython.run(script).stdout());
            assertThat(ran.cause()).isEqualTo(ExitCause.EXITED);
            assertThat(ran.stdout()).contains("thread done\n", "handled\n", "forgotten\n", "finalized\n");
        }
    }

    @Test
    void finalizersFindTheModuleWholeAndLastHandlersFindOutputWritten() throws Exception {
        var script = """
                import atexit, os
                class Thing:
                    def __del__(self):
                        print('finalized with', os is not None, __name__, flush=True)
                thing = Thing()
                print('written')
                %s
                """;
        for (var last : List.of("pass", "atexit.register(os._exit, 9)", "raise ValueError(thing)")) {
            try (var interpreter = python.open()) {
                var ran = interpreter.runScript(script.formatted(last), Python.LONG);
                var expected = ReferencePython.run(script.formatted(last));
                assertThat(ran.stdout()).as(last).isEqualTo(expected.stdout());
                assertThat(ran.exitCode()).as(last).isEqualTo(expected.exitCode());
            }
        }
    }

    @Test
    void anErrorIsToldBeforeTheHandlersRun() {
        try (var interpreter = python.open()) {
            var ran = interpreter.runScript("import atexit\natexit.register(print, 'handled')\n1 / 0", Python.LONG);
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.stdout()).isEqualTo("handled\n");
            assertThat(ran.stderr()).endsWith("ZeroDivisionError: division by zero\n");
            assertThat(ran.error()).isNotNull();
        }
    }

    @Test
    void theNextProgramFindsNothingOfAScript() {
        try (var interpreter = python.open()) {
            interpreter.run("x = 1", Python.LONG);
            var script = interpreter.runScript("print('x' in globals())\ny = 2", Python.LONG);
            assertThat(script.stdout()).isEqualTo("False\n");
            assertThat(script.stateLost()).isTrue();
            var next = interpreter.run("print('x' in globals(), 'y' in globals())", Python.LONG);
            assertThat(next.stdout()).isEqualTo("False False\n");
        }
    }

    @Test
    void aThreadThatNeverEndsIsTheScriptsTimeout() {
        try (var interpreter = python.open()) {
            var ran = interpreter.runScript(
                    "import threading\nthreading.Thread(target=threading.Event().wait).start()\nprint('begun')",
                    Duration.ofSeconds(1));
            assertThat(ran.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(ran.stdout()).isEqualTo("begun\n");
        }
    }
}
