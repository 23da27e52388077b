package org.openenv.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.container.ContainerGroup;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.pool.EnvPool;
import org.openenv.core.pool.ServerStatus;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeContainerProvider;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.wire.WireCodec;

class RolloutsTest {

    private static final RolloutOptions OPTIONS = RolloutOptions.defaults().withConcurrency(4);

    private final FakeEnvironment.Provider environment = new FakeEnvironment.Provider();
    private final FakeContainerProvider engine = new FakeContainerProvider(() -> environment, 8);
    private final EnvPool<Say, Heard, Tally> pool =
            EnvPool.over(ContainerGroup.start(engine, ContainerSpec.of("fake"), 2), FakeEnvironment.TYPES);

    @AfterEach
    void nothingIsLeft() {
        Eventually.await(
                "no place is taken",
                () -> pool.status().stream().mapToInt(ServerStatus::sessions).sum() == 0);
        pool.close();
        assertThat(environment.open()).isZero();
    }

    /** Says its prompt, three times. */
    private static Optional<Say> thrice(Episode<String, Say, Heard> episode) {
        return episode.turns().size() == 3 ? Optional.empty() : Optional.of(new Say(episode.prompt(), null));
    }

    private List<Rollout<String, Say, Heard>> play(
            RolloutOptions options, List<String> prompts, Policy<String, Say, Heard> policy) {
        try (var rollouts = Rollouts.over(pool, options).run(prompts, policy)) {
            return rollouts.toList();
        }
    }

    @Test
    void playsEachSampleOfEachPrompt() {
        List<RolloutProgress> progress = new ArrayList<>();

        var rollouts =
                play(OPTIONS.withSamples(3).withProgress(progress::add), List.of("a", "b"), RolloutsTest::thrice);

        assertThat(rollouts)
                .extracting(rollout -> rollout.prompt() + rollout.index() + rollout.sample())
                .containsExactlyInAnyOrder("a00", "a01", "a02", "b10", "b11", "b12");
        assertThat(rollouts).allSatisfy(rollout -> {
            assertThat(rollout.ending()).isEqualTo(Ending.POLICY);
            assertThat(rollout.turns())
                    .extracting(turn -> turn.result().observation().text())
                    .containsOnly(rollout.prompt())
                    .hasSize(3);
            assertThat(rollout.totalReward()).isCloseTo(0.3, Offset.offset(1e-9));
        });
        assertThat(progress).extracting(RolloutProgress::finished).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(progress).allMatch(report -> report.total() == 6 && report.failed() == 0);
    }

    @Test
    void startsAnEpisodeAsThePolicySays() {
        var rollouts = play(OPTIONS.withSamples(2), List.of("a"), new Policy<>() {
            @Override
            public ResetOptions start(String prompt, int sample) {
                return ResetOptions.none().withSeed(sample);
            }

            @Override
            public Optional<Say> next(Episode<String, Say, Heard> episode) {
                return Optional.empty();
            }
        });

        assertThat(rollouts)
                .extracting(rollout -> rollout.start().observation().seed())
                .containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void anEpisodeThatFailsEndsNothingButItself() {
        var rollouts = play(OPTIONS, List.of("a", "throw: no", "policy", "b"), episode -> {
            if (episode.prompt().equals("policy")) {
                throw new IllegalStateException("no idea");
            }
            return thrice(episode);
        });

        Map<String, Rollout<String, Say, Heard>> byPrompt =
                rollouts.stream().collect(Collectors.toMap(Rollout::prompt, rollout -> rollout));
        assertThat(byPrompt.get("a").ending()).isEqualTo(Ending.POLICY);
        assertThat(byPrompt.get("b").ending()).isEqualTo(Ending.POLICY);
        assertThat(byPrompt.get("policy").failure()).hasMessage("no idea");
        assertThat(byPrompt.get("throw: no").ending()).isEqualTo(Ending.FAILED);
        assertThat(byPrompt.get("throw: no").failure())
                .isInstanceOfSatisfying(
                        OpenEnvException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXECUTION_ERROR));
        assertThat(byPrompt.get("throw: no").attempts()).isEqualTo(1);
    }

    @Test
    void stepsAndTimeAreBounded() {
        Policy<String, Say, Heard> endless = episode -> Optional.of(new Say(episode.prompt(), null));

        assertThat(play(OPTIONS.withMaxSteps(5), List.of("a"), endless)).satisfiesExactly(rollout -> {
            assertThat(rollout.ending()).isEqualTo(Ending.STEPS);
            assertThat(rollout.turns()).hasSize(5);
        });
        assertThat(play(OPTIONS.withBudget(Duration.ofMillis(500)), List.of("a", "block"), endless))
                .extracting(Rollout::ending)
                .containsExactly(Ending.BUDGET, Ending.BUDGET);
    }

    @Test
    void anEpisodeWhoseConnectionIsLostIsPlayedAgain() {
        var crashed = new AtomicBoolean();

        var rollouts = play(OPTIONS.withConcurrency(1), List.of("a"), episode -> {
            if (episode.turns().size() == 2 && crashed.compareAndSet(false, true)) {
                engine.open().forEach(engine::crash);
            }
            return thrice(episode);
        });

        assertThat(rollouts).satisfiesExactly(rollout -> {
            assertThat(rollout.ending()).isEqualTo(Ending.POLICY);
            assertThat(rollout.attempts()).isEqualTo(2);
            assertThat(rollout.turns()).hasSize(3);
        });
    }

    @Test
    void closingTheStreamEndsWhatRuns() {
        try (var rollouts =
                Rollouts.over(pool, OPTIONS).run(List.of("a", "block", "block", "block", "b"), RolloutsTest::thrice)) {
            assertThat(rollouts.iterator().next().prompt()).isEqualTo("a");
            Eventually.await("some block", () -> environment.blocked() == 3);
        }
        Eventually.await("none blocks", () -> environment.blocked() == 0);
    }

    @Test
    void whatCameOfThemIsKeptALineEach(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("rollouts.jsonl");
        try (var file = TrajectoryFile.append(path);
                var rollouts = Rollouts.over(pool, OPTIONS).run(List.of("a\u2028", "b"), RolloutsTest::thrice)) {
            rollouts.forEach(file::write);
        }

        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            Map<?, ?> fields = (Map<?, ?>) WireCodec.readValue(line);
            assertThat(fields.get("ending")).isEqualTo("POLICY");
            assertThat((List<?>) fields.get("steps"))
                    .hasSize(3)
                    .first()
                    .satisfies(step -> assertThat(((Map<?, ?>) ((Map<?, ?>) step).get("action")).get("text"))
                            .isEqualTo(fields.get("prompt")));
        }
    }
}
