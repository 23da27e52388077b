package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openenv.core.testing.Eventually.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.HostedEnvironment;

/** Connecting and stepping without waiting for it, and giving either up, with a real server. */
class AsyncClientTest {

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private final HostedEnvironment<Say, Heard, Tally> hosted = HostedEnvironment.serve(provider);

    private CompletableFuture<EnvClient<Say, Heard, Tally>> connect(ClientConfig config) {
        return EnvClient.connectAsync(hosted.host().uri().toString(), FakeEnvironment.TYPES, config);
    }

    private static Say say(String text) {
        return new Say(text, null);
    }

    @AfterEach
    void nothingIsLeft() {
        await("every session ends", () -> hosted.host().activeSessions() == 0);
        hosted.close();
        assertThat(provider.open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyConnectAtOnceAndEachHasASessionOfItsOwn(boolean reattach) {
        List<CompletableFuture<EnvClient<Say, Heard, Tally>>> opening = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            opening.add(connect(reattaching(reattach)));
        }
        for (CompletableFuture<EnvClient<Say, Heard, Tally>> later : opening) {
            try (var client = later.join()) {
                assertThat(client.stepAsync(say("a")).join().observation().text())
                        .isEqualTo("a");
                assertThat(client.state().stepCount()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoGivesUpConnectingLeavesNoSessionWheneverThatIs(boolean reattach) {
        for (int i = 0; i < 60; i++) {
            var later = connect(reattaching(reattach));
            LockSupport.parkNanos(i * 150_000L);
            if (!later.cancel(true)) {
                later.join().close();
            }
        }
    }

    private static ClientConfig reattaching(boolean reattach) {
        return reattach ? ClientConfig.defaults().withReattach(Duration.ofSeconds(20)) : ClientConfig.defaults();
    }

    @Test
    void aCancelledStepIsEndedAndTheEpisodeGoesOn() {
        try (var client =
                connect(ClientConfig.defaults().withInterruptOnCancel(true)).join()) {
            var step = client.stepAsync(say("block"));
            await("the step runs", () -> provider.blocked() == 1);
            step.cancel(true);
            assertThatThrownBy(step::join).isInstanceOf(CancellationException.class);
            assertThat(client.step(say("next")).observation().text()).isEqualTo("next");
            assertThat(client.state().stepCount()).isEqualTo(2);
        }
    }

    @Test
    void oneThatWaitsBehindAnotherEndsNothingWhenItIsCancelled() {
        try (var client =
                connect(ClientConfig.defaults().withInterruptOnCancel(true)).join()) {
            var first = client.stepAsync(say("block"));
            var second = client.stepAsync(say("second"));
            await("the first runs", () -> provider.blocked() == 1);
            second.cancel(true);
            assertThat(provider.blocked()).isEqualTo(1);
            provider.release();
            assertThat(first.join().observation().text()).isEqualTo("block");
        }
    }

    @Test
    void otherwiseACancelledStepRunsOnAndItsAnswerIsNobodys() {
        try (var client = connect(ClientConfig.defaults()).join()) {
            var step = client.stepAsync(say("block"));
            await("the step runs", () -> provider.blocked() == 1);
            step.cancel(true);
            var next = client.stepAsync(say("next"));
            assertThat(provider.blocked()).isEqualTo(1);
            provider.release();
            assertThat(next.join().observation().text()).isEqualTo("next");
        }
    }
}
