package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;

/** Environments that take no notice of a step's time. */
class StepDeadlineTest {

    private static final StepOptions SHORT = StepOptions.timeout(Duration.ofMillis(100));

    private final FakeEnvironment.Provider environment = new FakeEnvironment.Provider();
    private final HostedEnvironment<Say, Heard, Tally> hosted = HostedEnvironment.serve(
            environment, HostConfig.defaults().withTimes(times -> times.withStepGrace(Duration.ofMillis(500))));

    @AfterEach
    void nothingIsLeft() {
        hosted.close();
        Eventually.await("every environment is closed", () -> environment.open() == 0);
    }

    @Test
    void anEnvironmentThatHeedsAnInterruptIsInterruptedAndTheEpisodeGoesOn() {
        var client = hosted.connect();

        assertThat(client.step(new Say("block", null), SHORT).observation().text())
                .isEqualTo("block");

        assertThat(client.state().stepCount()).isEqualTo(1);
        assertThat(environment.interrupted()).isZero();
    }

    @Test
    void eachOfSeveralStepsHasItsTime() {
        var taken = hosted.connect().steps(List.of(new Say("block", null), new Say("on", null)), SHORT, true);

        assertThat(taken.results())
                .extracting(result -> result.observation().text())
                .containsExactly("block", "on");
    }

    @Test
    void oneThatHeedsNoInterruptLosesItsSessionAndItsStepIsAnswered() {
        var client = hosted.connect();

        assertThatThrownBy(() -> client.step(new Say("block deaf", null), SHORT))
                .isInstanceOfSatisfying(
                        OpenEnvException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SESSION_ERROR))
                .hasMessageContainingAll("was given PT0.1S", "the session is ended");
        Eventually.await("its place is free", () -> hosted.host().activeSessions() == 0);
        assertThat(environment.interrupted()).isEqualTo(1);
    }

    @Test
    void soItIsOverHttp() throws Exception {
        var http = new RawHttp(hosted.host().uri());
        var answer = http.post("/step", "{\"action\":{\"text\":\"block deaf\"},\"timeout_s\":0.1}");

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("the session is ended");
        assertThat(http.post("/step", "{\"action\":{\"text\":\"again\"}}").statusCode())
                .isEqualTo(200);
    }

    /** Says something within a time. */
    record Said(String text) {}

    private void offerSay() {
        environment.tools(List.of(Tool.of(
                "say",
                "Says it.",
                Said.class,
                (world, said) -> ToolResult.text(world.step(new Say(said.text(), null), SHORT)
                        .observation()
                        .text()))));
    }

    @Test
    void soItIsInATool() {
        offerSay();
        try (var other = HostedEnvironment.serve(
                environment, HostConfig.defaults().withTimes(times -> times.withStepGrace(Duration.ofMillis(500))))) {
            var client = other.connect();
            assertThat(client.tools().call("say", Map.of("text", "block")).text())
                    .isEqualTo("block");
            assertThatThrownBy(() -> client.tools().call("say", Map.of("text", "block deaf")))
                    .isInstanceOfSatisfying(
                            OpenEnvException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SESSION_ERROR))
                    .hasMessageContaining("was given PT0.1S");
            Eventually.await("its place is free", () -> other.host().activeSessions() == 0);
        }
    }
}
