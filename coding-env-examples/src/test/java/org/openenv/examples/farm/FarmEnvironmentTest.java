package org.openenv.examples.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.EnvironmentContract;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;
import org.openenv.examples.farm.Farm.Books;
import org.openenv.examples.farm.Farm.Job;
import org.openenv.examples.farm.Farm.Report;

class FarmEnvironmentTest implements EnvironmentContract<Job, Report, Books> {

    private static final Job ENDLESS = new Job("endless", Duration.ofHours(1).toMillis());
    private static final Job SHORT = new Job("short", 1);

    private final FarmEnvironmentProvider farm = new FarmEnvironmentProvider();

    @Override
    public EnvironmentProvider<Job, Report, Books> provider() {
        return new FarmEnvironmentProvider();
    }

    @Override
    public Job action() {
        return SHORT;
    }

    @Test
    void aSlowStepHoldsUpNoOtherSession() {
        try (var hosted = HostedEnvironment.serve(farm)) {
            EnvClient<Job, Report, Books> slow = hosted.connect();
            CompletableFuture<StepResult<Report>> pending = slow.stepAsync(ENDLESS);
            Eventually.await("the slow job runs", () -> farm.running() == 1);

            for (int i = 0; i < 16; i++) {
                assertThat(hosted.connect().step(SHORT).observation().finished())
                        .isTrue();
            }
            assertThat(pending).isNotDone();
            assertThat(farm.running()).isEqualTo(1);
            slow.close();
        }
    }

    @Test
    void stepsOfOneSessionRunOneAfterAnother() {
        try (var hosted = HostedEnvironment.serve(farm)) {
            EnvClient<Job, Report, Books> client = hosted.connect();
            CompletableFuture<StepResult<Report>> first =
                    client.stepAsync(new Job("first", Duration.ofHours(1).toMillis()), StepOptions.timeout(half()));
            CompletableFuture<StepResult<Report>> second = client.stepAsync(SHORT);
            Eventually.await("the first job runs", () -> farm.running() == 1);

            assertThat(second).isNotDone();
            assertThat(first.join().observation()).isEqualTo(new Report("first", false));
            assertThat(second.join().observation()).isEqualTo(new Report("short", true));
            assertThat(client.state().finished()).isEqualTo(1);
        }
    }

    private static Duration half() {
        return Duration.ofMillis(500);
    }

    @Test
    void aStepEndsWhenItsTimeIsUpAndTheJobWithIt() {
        try (var hosted = HostedEnvironment.serve(farm)) {
            StepResult<Report> result = hosted.connect().step(ENDLESS, StepOptions.timeout(Duration.ofMillis(20)));

            assertThat(result.observation().finished()).isFalse();
            assertThat(farm.running()).isZero();
        }
    }

    @Test
    void theJobOfAClientThatVanishesIsCancelledAndItsPlaceFreed() {
        try (var hosted =
                HostedEnvironment.serve(farm, HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(1)))) {
            RawSocket client = RawSocket.connect(hosted.host().uri(), "/ws");
            client.send("{\"type\":\"step\",\"data\":{\"name\":\"endless\",\"millis\":3600000}}");
            Eventually.await("the job runs", () -> farm.running() == 1);
            client.vanish();

            Eventually.await("the job is cancelled", () -> farm.running() == 0);
            Eventually.await("the place is free", () -> hosted.host().activeSessions() == 0);
            assertThat(hosted.connect().step(SHORT).observation().finished()).isTrue();
        }
    }

    @Test
    void aHostThatStopsGivesUpItsJobs() {
        var grace = HostConfig.defaults().withTimes(times -> times.withDrainGrace(Duration.ZERO));
        try (var hosted = HostedEnvironment.serve(farm, grace)) {
            CompletableFuture<StepResult<Report>> pending = hosted.connect().stepAsync(ENDLESS);
            Eventually.await("the job runs", () -> farm.running() == 1);
            hosted.host().close();

            assertThat(farm.running()).isZero();
            Eventually.await("the client hears of it", pending::isDone);
        }
    }
}
