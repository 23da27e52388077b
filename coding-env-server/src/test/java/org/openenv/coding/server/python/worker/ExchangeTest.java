package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.EpisodeSetup;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.HostFunction;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.StepExchange;
import org.openenv.core.StepInput;

/** What goes to and fro while a program runs, on every rung of the sandbox. */
class ExchangeTest {

    private static final Duration TIME = Duration.ofSeconds(60);

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void stop() throws IOException {
        executor.close();
    }

    private static Program program(String code) {
        return new Program(code, null, false);
    }

    @Test
    void outputComesAndInputGoesInWhileAProgramRuns() {
        try (PythonInterpreter python = executor.open(ExecutionLimits.defaults())) {
            var input = new StepInput();
            var seen = new StringBuffer();
            var exchange = new StepExchange(
                    chunk -> {
                        seen.append(chunk.text());
                        if (seen.toString().endsWith("? ")) {
                            CompletableFuture<Void> unused = input.send("42\n");
                        }
                    },
                    input,
                    null);
            assertThat(python.run(program("print(int(input('How much? ')) + 1)"), TIME, exchange)
                            .stdout())
                    .isEqualTo("How much? 43\n");
            assertThat(seen.toString()).isEqualTo("How much? 43\n");
            assertThat(python.run("print(2)", TIME).stdout()).isEqualTo("2\n");
        }
    }

    @Test
    void functionsAreCalled() {
        var setup = new EpisodeSetup(
                List.of(new HostFunction("double", "", Map.of("properties", Map.of("x", Map.of())), false)), null);
        try (PythonInterpreter python = executor.open(setup)) {
            var exchange = new StepExchange(
                    null,
                    null,
                    call -> CompletableFuture.completedFuture(
                            2 * (int) call.arguments().get("x")));
            assertThat(python.run(program("print(sum(double(i) for i in range(100)))"), TIME, exchange)
                            .stdout())
                    .isEqualTo("9900\n");
            assertThat(python.run("double(1)", TIME).stderr()).contains("only while a step runs");
        }
    }

    /** A step that others had a part in is not run again. */
    @Test
    void suchStepsCanNotBeReplayed() {
        try (PythonInterpreter python = executor.open(ExecutionLimits.defaults())) {
            var input = new StepInput();
            CompletableFuture<Void> unused = input.put("x\n", true);
            python.run(program("print(input())"), TIME, new StepExchange(null, input, null));
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                            ForkException.class, () -> python.fork(1, ForkWay.REPLAY, false)))
                    .hasMessageContaining("its step 1 was interactive");
        }
    }
}
