package org.openenv.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openenv.core.StepResult;

class CodeOutcomeTest {

    private static StepResult<CodeObservation> told(Map<String, Object> metadata) {
        return new StepResult<>(new CodeObservation("", "", 1), null, false, metadata);
    }

    @Test
    void whatAStepTellsIsTyped() {
        var outcome = CodeOutcome.of(told(Map.of(
                "cause",
                "memory-limit",
                "state_lost",
                true,
                "result",
                "21",
                "error",
                Map.of(
                        "type",
                        "ValueError",
                        "message",
                        "no",
                        "line",
                        3,
                        "frames",
                        List.of(Map.of("file", "<step-1>", "line", 3, "function", "f")),
                        "refused_calls",
                        List.of("ptrace")),
                "usage",
                Map.of("wall_s", 1.5, "user_s", 0.25, "system_s", 0, "peak_memory_bytes", 4096),
                "truncated",
                true,
                "stdout_bytes",
                10_000_000_000L)));

        assertThat(outcome.cause()).isEqualTo(EndCause.MEMORY_LIMIT);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.stateLost()).isTrue();
        assertThat(outcome.value()).contains("21");
        assertThat(outcome.failure())
                .contains(new ProgramFailure(
                        "ValueError",
                        "no",
                        3,
                        List.of(new ProgramFailure.Frame("<step-1>", 3, "f")),
                        List.of("ptrace")));
        assertThat(outcome.usage())
                .contains(new StepUsage(Duration.ofMillis(1500), Duration.ofMillis(250), Duration.ZERO, 4096));
        assertThat(outcome.truncation()).contains(new Truncation(10_000_000_000L, 0));
    }

    @Test
    void aServerThatTellsNothingLeavesItEmpty() {
        var outcome = CodeOutcome.of(told(Map.of()));

        assertThat(outcome.cause()).isEqualTo(EndCause.UNKNOWN);
        assertThat(outcome.stateLost()).isFalse();
        assertThat(outcome.value()).isEmpty();
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.usage()).isEmpty();
        assertThat(outcome.truncation()).isEmpty();
    }

    @Test
    void whatIsOfAnotherKindCountsAsNotTold() {
        var outcome = CodeOutcome.of(told(Map.of(
                "cause",
                7,
                "state_lost",
                "yes",
                "result",
                List.of(),
                "error",
                Map.of("type", "E", "line", "three", "frames", Map.of("a", 1), "refused_calls", List.of(1)),
                "usage",
                Map.of("wall_s", Double.NaN, "user_s", 1e300, "peak_memory_bytes", -1),
                "truncated",
                1)));

        assertThat(outcome.cause()).isEqualTo(EndCause.UNKNOWN);
        assertThat(outcome.stateLost()).isFalse();
        assertThat(outcome.value()).isEmpty();
        assertThat(outcome.failure()).contains(new ProgramFailure("E", "", null, List.of(), List.of()));
        assertThat(outcome.usage()).contains(new StepUsage(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
        assertThat(outcome.truncation()).isEmpty();
        assertThat(EpisodeLimits.granted(told(Map.of("limits", Map.of("memory_mb", -1, "step_timeout", 0)))))
                .isEqualTo(EpisodeLimits.none());
    }

    @Test
    void theOptionsOfAnEpisodeAreTheFieldsOfItsReset() {
        var limits = EpisodeLimits.none()
                .withStepTimeout(Duration.ofMillis(500))
                .withInterruptGrace(Duration.ofSeconds(1))
                .withCpuTime(Duration.ofSeconds(10))
                .withMemoryBytes(128 << 20)
                .withProcesses(8)
                .withOpenFiles(32)
                .withFileBytes(1 << 19)
                .withDiskBytes(2 << 20)
                .withOutputBytes(1000);
        var asked = EpisodeOptions.none()
                .withSeed(7)
                .withEpisodeId("e")
                .withLimits(limits)
                .asScript()
                .withUsage()
                .withoutLastCode()
                .toResetOptions();

        assertThat(asked.seed()).isEqualTo(7);
        assertThat(asked.episodeId()).isEqualTo("e");
        assertThat(asked.extras())
                .containsEntry("step_timeout", 0.5)
                .containsEntry("interrupt_grace", 1.0)
                .containsEntry("cpu_time", 10.0)
                .containsEntry("memory_mb", 128.0)
                .containsEntry("processes", 8)
                .containsEntry("open_files", 32)
                .containsEntry("file_size_mb", 0.5)
                .containsEntry("disk_mb", 2.0)
                .containsEntry("output_bytes", 1000)
                .containsEntry("as_script", true)
                .containsEntry("usage", true)
                .containsEntry("last_code", false)
                .hasSize(12);
        assertThat(EpisodeLimits.granted(told(Map.of("limits", asked.extras()))))
                .isEqualTo(limits);
    }

    @Test
    void aLimitThatIsNoneDoesNotComeToBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpisodeLimits.none().withStepTimeout(Duration.ZERO))
                .withMessageContaining("stepTimeout must be positive, was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpisodeLimits.none().withProcesses(-1))
                .withMessageContaining("processes must be positive, was -1");
    }
}
