package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Guard;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.coding.server.python.ProgramError;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;

class CodingEnvironmentTest {

    private static final CodeAction CODE = new CodeAction("print(1)");

    private final FakeExecutor executor = new FakeExecutor();
    private final CodingEnvironment environment = new CodingEnvironment(executor, ExecutionLimits.defaults());

    @Nested
    class AReset {

        @Test
        void showsNothingAndEarnsZero() {
            StepResult<CodeObservation> result = environment.reset();

            assertThat(result).isEqualTo(StepResult.of(CodeObservation.empty(), 0.0));
        }

        @Test
        void mayAskForWholeScripts() {
            environment.reset(ResetOptions.none().withExtra("as_script", true));
            environment.step(new CodeAction("1"));
            assertThat(executor.last().programs).containsExactly("script: 1");
            environment.reset();
            environment.step(new CodeAction("2"));
            assertThat(executor.last().programs).containsExactly("2");
        }

        @Test
        void refusesAnAnswerThatIsNeitherYesNorNo() {
            assertThatThrownBy(() -> environment.reset(ResetOptions.none().withExtra("as_script", "yes")))
                    .isInstanceOf(OpenEnvException.class)
                    .hasMessageContaining("as_script must be true or false, was yes");
        }

        @Test
        void namesTheEpisodeAsAsked() {
            environment.reset(ResetOptions.none().withEpisodeId("mine"));

            assertThat(environment.state()).isEqualTo(new CodeState("mine", 0, 0));
        }

        @Test
        void makesANewNameForEachEpisode() {
            environment.reset();
            String first = environment.state().episodeId();
            environment.reset();

            assertThat(first).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(environment.state().episodeId()).isNotEqualTo(first);
        }

        @Test
        void opensAFreshInterpreterWithTheSeedAndClosesTheOld() {
            environment.step(CODE);
            environment.reset(ResetOptions.none().withSeed(7));

            assertThat(executor.opened).hasSize(2);
            assertThat(executor.opened.get(0).closed).isTrue();
            assertThat(executor.last().seed).isEqualTo(7L);
            assertThat(executor.last().closed).isFalse();
        }

        @Test
        void clearsTheCountAndTheExitCode() {
            executor.answer = FakeExecutor.answer("", "", 3, ExitCause.EXITED, null, null);
            environment.reset();
            environment.step(CODE);
            environment.reset(ResetOptions.none().withEpisodeId("next"));

            assertThat(environment.state()).isEqualTo(new CodeState("next", 0, 0));
        }

        @Test
        void thatFailsLeavesTheEpisodeAlone() {
            environment.reset(ResetOptions.none().withEpisodeId("old"));
            environment.step(CODE);
            executor.broken = true;

            assertThatThrownBy(environment::reset)
                    .isInstanceOf(PythonUnavailableException.class)
                    .hasMessage("no python here");
            assertThat(environment.state()).isEqualTo(new CodeState("old", 1, 0));
            assertThat(executor.last().closed).isFalse();
        }
    }

    @Nested
    class AStep {

        @Test
        void showsWhatTheProgramWroteAndHowItEnded() {
            executor.answer = FakeExecutor.answer("out", "err", 3, ExitCause.EXITED, null, null);

            StepResult<CodeObservation> result = environment.step(CODE);

            assertThat(result.observation()).isEqualTo(new CodeObservation("out", "err", 3));
            assertThat(result.reward()).isNull();
            assertThat(result.done()).isFalse();
            assertThat(executor.last().programs).containsExactly("print(1)");
        }

        @Test
        void beforeTheFirstResetRunsInAnUnnamedEpisode() {
            assertThat(executor.opened).isEmpty();
            environment.step(CODE);
            environment.step(CODE);

            assertThat(environment.state()).isEqualTo(new CodeState(null, 2, 0));
            assertThat(executor.opened).hasSize(1);
            assertThat(executor.last().seed).isNull();
        }

        @Test
        void keepsTheLastExitCode() {
            environment.reset(ResetOptions.none().withEpisodeId("e"));
            executor.answer = FakeExecutor.answer("", "", 1, ExitCause.EXCEPTION, null, null);
            environment.step(CODE);

            assertThat(environment.state()).isEqualTo(new CodeState("e", 1, 1));
        }

        @Test
        void tellsTheProgramAndTheCauseAndNothingThatDiffersFromRunToRun() {
            assertThat(environment.step(CODE).metadata())
                    .isEqualTo(Map.of("last_code", CODE.code(), "cause", "exited"));
        }

        @Test
        void leavesOutALongProgram() {
            assertThat(environment.step(new CodeAction("#".repeat(100_000))).metadata())
                    .containsKey("last_code");
            assertThat(environment.step(new CodeAction("#".repeat(100_001))).metadata())
                    .doesNotContainKey("last_code");
        }

        @Test
        void refusesDetailsThatAreNoTruth() {
            assertThatThrownBy(() -> environment.reset(ResetOptions.none().withExtra("usage", "yes")))
                    .hasMessage("usage must be true or false, was yes");
            assertThatThrownBy(() -> environment.reset(ResetOptions.none().withExtra("last_code", 1)))
                    .hasMessage("last_code must be true or false, was 1");
        }

        @Test
        void tellsTheUsageToWhoAsks() {
            environment.reset(ResetOptions.none().withExtra("usage", true).withExtra("last_code", false));
            assertThat(environment.step(CODE).metadata())
                    .isEqualTo(Map.of(
                            "cause",
                            "exited",
                            "usage",
                            Map.of("wall_s", 1.5, "user_s", 0.25, "system_s", 1e-9, "peak_memory_bytes", 4096L)));
            environment.reset();
            assertThat(environment.step(CODE).metadata())
                    .doesNotContainKey("usage")
                    .containsKey("last_code");
        }

        @Test
        void tellsTheValueOfALastExpression() {
            executor.answer = FakeExecutor.answer("", "", 0, ExitCause.EXITED, "'v'", null);

            assertThat(environment.step(CODE).metadata()).containsEntry("result", "'v'");
        }

        @Test
        void tellsTheErrorWithItsFrames() {
            var error = new ProgramError(
                    "ValueError", "bad", 2, List.of(new ProgramError.Frame("<step-1>", 2, "<module>")));
            executor.answer = FakeExecutor.answer("", "t", 1, ExitCause.EXCEPTION, null, error);

            assertThat(environment.step(CODE).metadata())
                    .containsEntry("cause", "exception")
                    .containsEntry(
                            "error",
                            Map.of(
                                    "type",
                                    "ValueError",
                                    "message",
                                    "bad",
                                    "line",
                                    2,
                                    "frames",
                                    List.of(Map.of("file", "<step-1>", "line", 2, "function", "<module>"))));
        }

        @Test
        void tellsWhatWasCutAndLost() {
            executor.answer = new CodeExecResult(
                    "o",
                    "e",
                    137,
                    ExitCause.MEMORY_LIMIT,
                    false,
                    null,
                    null,
                    FakeExecutor.USAGE,
                    12,
                    34,
                    true,
                    true,
                    false);

            assertThat(environment.step(CODE).metadata())
                    .containsEntry("cause", "memory-limit")
                    .containsEntry("truncated", true)
                    .containsEntry("stdout_bytes", 12L)
                    .containsEntry("stderr_bytes", 34L)
                    .containsEntry("state_lost", true);
        }

        @Test
        void saysThatTheTextIsNotPython() {
            executor.answer = new CodeExecResult(
                    "",
                    "",
                    1,
                    ExitCause.SYNTAX_ERROR,
                    true,
                    null,
                    new ProgramError("SyntaxError", "invalid syntax", null, List.of()),
                    FakeExecutor.USAGE,
                    0,
                    0,
                    false,
                    false,
                    false);

            assertThat(environment.step(CODE).metadata())
                    .containsEntry("cause", "syntax-error")
                    .containsEntry("syntax_error", true)
                    .containsEntry(
                            "error", Map.of("type", "SyntaxError", "message", "invalid syntax", "frames", List.of()));
        }

        @Test
        void ofASeededEpisodeSaysWhetherTheSeedIsInForce() {
            environment.reset(ResetOptions.none().withSeed(7));
            assertThat(environment.step(CODE).metadata()).containsEntry("seed_applied", false);

            executor.answer = FakeExecutor.seeded(executor.answer);
            assertThat(environment.step(CODE).metadata())
                    .containsEntry("seed_applied", true)
                    .containsEntry("hash_seed", 1);

            environment.reset();
            assertThat(environment.step(CODE).metadata()).doesNotContainKeys("seed_applied", "hash_seed");
        }
    }

    @Nested
    class TheTimeOfAStep {

        @Test
        void isTheServersUnlessTheStepAsks() {
            environment.step(CODE);
            environment.step(CODE, StepOptions.timeout(Duration.ofSeconds(2)));
            environment.step(CODE, StepOptions.timeout(Duration.ofHours(2)));

            assertThat(executor.last().timeouts)
                    .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(30));
        }

        @Test
        void canBeLoweredForAnEpisodeAndRaisedAgainForAStep() {
            environment.reset(ResetOptions.none().withExtra("step_timeout", 0.5));
            environment.step(CODE);
            environment.step(CODE, StepOptions.timeout(Duration.ofSeconds(2)));
            environment.reset();
            environment.step(CODE);

            assertThat(executor.opened.get(0).timeouts).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(2));
            assertThat(executor.opened.get(1).timeouts).containsExactly(Duration.ofSeconds(30));
        }
    }

    @Nested
    class TheLimitsOfAnEpisode {

        @Test
        void areTheServersUnlessTheResetAsks() {
            StepResult<CodeObservation> result =
                    environment.reset(ResetOptions.none().withExtra("steptimeout", 1));

            assertThat(executor.last().limits).isEqualTo(ExecutionLimits.defaults());
            assertThat(result.metadata()).isEqualTo(Map.of("ignored", List.of("steptimeout")));
        }

        @Test
        void andWhatMeansNothingIsToldInFew() {
            ResetOptions asked = ResetOptions.none().withExtra("memory_mb", 128).withExtra("x".repeat(1000), 1);
            for (int i = 0; i < 100; i++) {
                asked = asked.withExtra("field" + i, i);
            }

            Map<String, Object> told = environment.reset(asked).metadata();

            assertThat(told).containsOnlyKeys("limits", "ignored");
            assertThat((List<?>) told.get("ignored")).hasSize(32);
            assertThat(((List<?>) told.get("ignored")).get(0)).isEqualTo("x".repeat(100) + "…");
        }

        @Test
        void canEachBeLowered() {
            StepResult<CodeObservation> result = environment.reset(ResetOptions.none()
                    .withExtra("step_timeout", 1)
                    .withExtra("interrupt_grace", 0.25)
                    .withExtra("cpu_time", 10)
                    .withExtra("memory_mb", 128)
                    .withExtra("processes", 8)
                    .withExtra("open_files", 32)
                    .withExtra("file_size_mb", 0.5)
                    .withExtra("disk_mb", 2)
                    .withExtra("output_bytes", 1000));

            assertThat(executor.last().limits)
                    .isEqualTo(new ExecutionLimits(
                            Duration.ofSeconds(1),
                            Duration.ofMillis(250),
                            Duration.ofSeconds(10),
                            128 << 20,
                            8,
                            32,
                            1 << 19,
                            2 << 20,
                            1000));
            assertThat(result.metadata()).containsOnlyKeys("limits");
        }

        @Test
        void neverExceedTheServers() {
            StepResult<CodeObservation> result = environment.reset(ResetOptions.none()
                    .withExtra("memory_mb", 1e30)
                    .withExtra("processes", 100_000)
                    .withExtra("step_timeout", 3600));

            assertThat(executor.last().limits).isEqualTo(ExecutionLimits.defaults());
            assertThat(result.metadata())
                    .isEqualTo(Map.of("limits", Map.of("memory_mb", 512.0, "processes", 64, "step_timeout", 30.0)));
        }

        @Test
        void thatNothingHereCanHoldAreRefused() {
            var of = Map.of(
                    "disk_mb", List.of("own-disk"),
                    "processes", List.of("own-pid-namespace", "own-uid", "memory-cgroup"));
            of.forEach((limit, guards) -> {
                var asked = ResetOptions.none().withExtra(limit, 8);
                executor.guards = without(guards);
                assertThatThrownBy(() -> environment.reset(asked))
                        .isInstanceOfSatisfying(
                                OpenEnvException.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
                        .hasMessageContaining(limit + " can't be limited here")
                        .hasMessageContaining("GET /guards says why");
                assertThat(environment.reset(ResetOptions.none()).metadata()).isEmpty();
                guards.forEach(
                        one -> { // any of them is enough
                            executor.guards = without(guards.stream()
                                    .filter(guard -> !guard.equals(one))
                                    .toList());
                            assertThat(environment.reset(asked).metadata()).containsOnlyKeys("limits");
                        });
            });
        }

        private GuardReport without(List<String> guards) {
            return new GuardReport(
                    "some",
                    guards.stream()
                            .map(guard -> new Guard(guard, false, "why", "how"))
                            .toList());
        }

        @Test
        void mustBePositiveNumbers() {
            for (Object wrong : List.of(0, -1, "512", Double.NaN, true)) {
                assertThatThrownBy(() -> environment.reset(ResetOptions.none().withExtra("memory_mb", wrong)))
                        .isInstanceOfSatisfying(
                                OpenEnvException.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
                        .hasMessage("memory_mb must be a number greater than zero, was " + wrong);
            }
        }
    }

    @Test
    void interruptsARunningProgramAndNothingElse() {
        List<Boolean> interrupted = new ArrayList<>();
        executor.whileRunning = () -> interrupted.add(environment.interrupt());

        assertThat(environment.interrupt()).isFalse();
        environment.step(CODE);
        assertThat(environment.interrupt()).isFalse();

        assertThat(interrupted).containsExactly(true);
        assertThat(executor.last().interrupts).isEqualTo(1);
    }

    @Test
    void closingClosesTheInterpreterAndEndsTheEnvironment() {
        environment.step(CODE);
        environment.close();
        environment.close();

        assertThat(executor.last().closed).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> environment.step(CODE));
        assertThatIllegalStateException().isThrownBy(environment::reset);
        assertThatIllegalStateException().isThrownBy(environment::state);
    }

    @Nested
    class AFork {

        @Test
        void goesOnUnderANameOfItsOwn() {
            environment.reset(
                    ResetOptions.none().withEpisodeId("run").withSeed(3).withExtra("last_code", false));
            environment.step(CODE);

            CodingEnvironment copy = environment.fork(2, ForkOptions.none()).get(1);

            assertThat(copy.state()).isEqualTo(new CodeState("run/2", 1, 0));
            assertThat(copy.forkedFrom().orElseThrow().step()).isEqualTo(1);
            assertThat(copy.forkedFrom().orElseThrow().how()).isEqualTo(ForkedFrom.How.REPLAYED);
            assertThat(copy.step(CODE).metadata()).containsKey("seed_applied").doesNotContainKey("last_code");
            assertThat(copy.fork(1).get(0).state().episodeId()).isEqualTo("run/2/1");
            assertThat(environment.fork(1).get(0).state().episodeId()).isEqualTo("run/3");
            copy.reset();
            assertThat(copy.forkedFrom()).isEmpty();
        }

        @Test
        void keepsNamesShortEnoughForTheWire() {
            environment.reset(ResetOptions.none().withEpisodeId("x".repeat(254)));

            assertThat(environment.fork(1).get(0).state().episodeId())
                    .hasSize(38)
                    .endsWith("/1");
        }

        @Test
        void tellsWhyThereIsNone() {
            executor.forkable = false;

            assertThatThrownBy(() -> environment.fork(1))
                    .isInstanceOf(OpenEnvException.class)
                    .hasMessage("this backend can't fork an interpreter");
            assertThatThrownBy(() -> environment.fork(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
