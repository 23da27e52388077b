package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.core.Environment;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.EnvironmentContract;
import org.openenv.core.testing.Eventually;

/** The coding environment with real Python, in process and served. */
class CodingContractTest implements EnvironmentContract<CodeAction, CodeObservation, CodeState> {

    @Override
    public EnvironmentProvider<CodeAction, CodeObservation, CodeState> provider() {
        WorkerConfig worker = WorkerConfig.defaults().withPool(1);
        return new CodingEnvironmentProvider(CodingConfig.defaults().withWorker(worker));
    }

    @Override
    public CodeAction action() {
        return new CodeAction("print(1)");
    }

    @ParameterizedTest
    @EnumSource
    void keepsVariablesUntilTheReset(Where where) {
        with(where, environment -> {
            environment.reset();
            environment.step(new CodeAction("x = 41"));
            assertThat(environment.step(new CodeAction("print(x + 1)")).observation())
                    .isEqualTo(new CodeObservation("42\n", "", 0));
            environment.reset();
            assertThat(environment
                            .step(new CodeAction("print(x + 1)"))
                            .observation()
                            .stderr())
                    .contains("NameError: name 'x' is not defined");
        });
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheExitCodeAndGoesOn(Where where) {
        with(where, environment -> {
            environment.reset();
            environment.step(new CodeAction("x = 1"));
            assertThat(environment
                            .step(new CodeAction("import sys; sys.exit(3)"))
                            .observation()
                            .exitCode())
                    .isEqualTo(3);
            assertThat(environment.state().lastExitCode()).isEqualTo(3);
            assertThat(environment
                            .step(new CodeAction("print(x)"))
                            .observation()
                            .stdout())
                    .isEqualTo("1\n");
        });
    }

    @ParameterizedTest
    @EnumSource
    void interruptsAProgramAndKeepsItsVariables(Where where) {
        with(where, environment -> {
            environment.reset();
            environment.step(new CodeAction("x = 1"));
            var step = CompletableFuture.supplyAsync(
                    () -> environment.step(new CodeAction("import time; time.sleep(25)")));
            Eventually.await("the step is over", () -> interrupted(environment, step));
            assertThat(step.join().observation().stderr()).contains("KeyboardInterrupt");
            assertThat(environment
                            .step(new CodeAction("print(x)"))
                            .observation()
                            .stdout())
                    .isEqualTo("1\n");
        });
    }

    /** One may come before the step has begun, so there is another a while later; many at once would fill the queue. */
    private static boolean interrupted(Environment<?, ?, ?> environment, CompletableFuture<?> step) {
        environment.interrupt();
        try {
            step.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException goesOn) {
            return false;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void rewardsProgramsAsTheReferenceDoes(Where where) {
        String tail = " # " + "x".repeat(100);
        with(where, environment -> {
            assertThat(environment.reset().reward()).isEqualTo(0.0);
            assertThat(environment.step(new CodeAction("print(1)")).reward()).isEqualTo(0.1);
            assertThat(environment.step(new CodeAction("print(1)" + tail)).reward())
                    .isEqualTo(0.0);
            assertThat(environment.step(new CodeAction("import os")).reward()).isEqualTo(-0.9);
            assertThat(environment.step(new CodeAction("import os" + tail)).reward())
                    .isEqualTo(-1.0);
            assertThat(environment.step(new CodeAction("def f(:")).reward()).isEqualTo(-0.1);
            assertThat(environment.step(new CodeAction("import os; def f(:")).reward())
                    .isEqualTo(-1.1);
            assertThat(environment.step(new CodeAction("1/0")).reward()).isEqualTo(0.1);
        });
    }
}
