package org.openenv.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.conformance.check.Level;
import org.openenv.core.conformance.check.Outcome;
import org.openenv.core.conformance.check.Outcome.Verdict;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;

class ConformanceTest {

    private static final HostConfig ROOM_FOR_THREE =
            HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(3));

    @Test
    void aServerOfThisProjectPassesEveryCheckTheStrictOnesToo() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), ROOM_FOR_THREE)) {
            Report report = Conformance.of(hosted.host().uri()).asStrict().run();

            assertThat(report.outcomes())
                    .hasSizeGreaterThan(35)
                    .filteredOn(outcome -> !outcome.check().matches("(mcp|attach|tasks)-.*"))
                    .allSatisfy(outcome -> assertThat(outcome.verdict())
                            .as("%s: %s", outcome.check(), outcome.why())
                            .isEqualTo(Verdict.PASS));
            assertThat(report.passed()).as(report.toText()).isTrue();
        }
    }

    @Test
    void aServerInProductionModeIsAskedForNoEpisode() {
        try (var hosted = HostedEnvironment.serve(
                new FakeEnvironment.Provider(), ROOM_FOR_THREE.withAccess(access -> access.withProduction(true)))) {
            Report report = Conformance.of(hosted.host().uri()).asStrict().run();

            assertThat(report.passed()).as(report.toText()).isTrue();
            assertThat(report.toText())
                    .contains(
                            "skip  keeps-the-episode-id", "pass  http-mode", "pass  ws-invalid-json", "pass  ws-ping");
        }
    }

    @Test
    void anActionThatWasMadeUpAndIsRefusedIsSaidOnce() {
        try (var hosted = HostedEnvironment.serve(new PickyProvider(), ROOM_FOR_THREE)) {
            Report report = Conformance.of(hosted.host().uri()).asStrict().run();

            assertThat(report.passed()).as(report.toText()).isTrue();
            assertThat(report.needsAction()).isTrue();
            assertThat(report.toText()).containsOnlyOnce("--action").containsOnlyOnce("not the word");
            assertThat(report.toText()).contains("skip  action ", "skip  counts-steps", "pass  names-each-episode");
            Report answered = Conformance.of(hosted.host().uri())
                    .withAction("{\"word\":\"open sesame\"}")
                    .run();
            assertThat(answered.passed()).as(answered.toText()).isTrue();
            assertThat(answered.needsAction()).isFalse();
        }
    }

    @Test
    void eachLevelIncludesTheOneBefore() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), ROOM_FOR_THREE)) {
            Conformance checks = Conformance.of(hosted.host().uri());

            assertThat(checks.upTo(Level.STATIC).run().outcomes())
                    .extracting(Outcome::check)
                    .contains("http-openapi")
                    .doesNotContain("action", "ws-sequence", "repeats-to-the-letter");
            assertThat(checks.upTo(Level.SEMANTIC).run().outcomes())
                    .extracting(Outcome::check)
                    .contains("http-openapi", "ws-sequence", "repeats-to-the-letter");
        }
    }

    @Test
    void eachMistakeOfAnEnvironmentIsFoundAndExplained() {
        try (var hosted = HostedEnvironment.serve(new ForgetfulProvider(), ROOM_FOR_THREE)) {
            Report report = Conformance.of(hosted.host().uri()).asStrict().run();

            assertThat(report.passed()).isFalse();
            assertThat(report.outcomes())
                    .filteredOn(outcome -> outcome.verdict() == Verdict.FAIL)
                    .extracting(Outcome::check)
                    .containsExactly(
                            "names-no-episode-before-reset",
                            "keeps-the-episode-id",
                            "counts-steps",
                            "repeats-itself",
                            "http-episode");
            assertThat(report.toText())
                    .contains("FAIL  keeps-the-episode-id")
                    .contains("-> expected step_count after a reset to be 0, found 2")
                    .contains("5 failed");
        }
    }

    @Test
    void whatOnlyThisProjectPromisesIsAskedOfNobodyElse() {
        try (var hosted = HostedEnvironment.serve(new ForgetfulProvider(), ROOM_FOR_THREE)) {
            assertThat(Conformance.of(hosted.host().uri()).run().outcomes())
                    .filteredOn(outcome -> outcome.check().equals("names-no-episode-before-reset"))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.verdict()).isEqualTo(Verdict.SKIPPED));
        }
    }

    @Test
    void anActionThatTheEnvironmentRefusesIsToldFromOneItTakes() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), ROOM_FOR_THREE)) {
            Conformance checks = Conformance.of(hosted.host().uri());

            assertThat(checks.withAction("{\"text\":\"throw: no\"}").run().passed())
                    .isFalse();
            assertThat(checks.withAction("{\"text\":\"yes\"}").run().passed()).isTrue();
        }
    }

    @Test
    void aServerThatIsNotThereFailsOnce() {
        URI gone;
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            gone = hosted.host().uri();
        }
        Report report = Conformance.of(gone).run();

        assertThat(report.outcomes())
                .singleElement()
                .satisfies(
                        outcome -> assertThat(outcome.why()).contains("/schema").contains("ConnectException"));
        assertThat(report.toJson())
                .startsWith("{\"subject\":\"" + gone + "\",\"passed\":false,\"checks\":[{\"name\":\"answers\"");
    }

    record Try(String word) implements Action {}

    /** Takes one action, which no schema tells. */
    private static final class PickyProvider implements EnvironmentProvider<Try, Seen, Count> {

        @Override
        public EnvironmentMetadata metadata() {
            return EnvironmentMetadata.of("picky", "Waits for a word.", "1");
        }

        @Override
        public EnvironmentTypes<Try, Seen, Count> types() {
            return new EnvironmentTypes<>(Try.class, Seen.class, Count.class);
        }

        @Override
        public Environment<Try, Seen, Count> create(EnvironmentConfig config) {
            return new Picky();
        }
    }

    private static final class Picky implements Environment<Try, Seen, Count> {

        private @Nullable String episode;
        private int steps;

        @Override
        public StepResult<Seen> reset(ResetOptions options) {
            episode = options.episodeId() == null ? UUID.randomUUID().toString() : options.episodeId();
            steps = 0;
            return StepResult.of(new Seen("closed"));
        }

        @Override
        public StepResult<Seen> step(Try action, StepOptions options) {
            if (!action.word().equals("open sesame")) {
                throw new IllegalArgumentException("that is not the word");
            }
            steps++;
            return StepResult.of(new Seen("open"));
        }

        @Override
        public Count state() {
            return new Count(episode, steps);
        }

        @Override
        public void close() {}
    }

    record Go() implements Action {}

    record Seen(String random) implements Observation {}

    record Count(@Nullable String episodeId, int stepCount) implements State {}

    /** Ignores the episode's id and the seed, and goes on counting. */
    private static final class Forgetful implements Environment<Go, Seen, Count> {

        private String episode = UUID.randomUUID().toString();
        private int steps;

        @Override
        public StepResult<Seen> reset(ResetOptions options) {
            episode = UUID.randomUUID().toString();
            return StepResult.of(new Seen(episode));
        }

        @Override
        public StepResult<Seen> step(Go action, StepOptions options) {
            steps++;
            return StepResult.of(new Seen(episode));
        }

        @Override
        public Count state() {
            return new Count(episode, steps);
        }

        @Override
        public void close() {}
    }

    private static final class ForgetfulProvider implements EnvironmentProvider<Go, Seen, Count> {

        @Override
        public EnvironmentMetadata metadata() {
            return EnvironmentMetadata.of("forgetful", "Forgets.", "1");
        }

        @Override
        public EnvironmentTypes<Go, Seen, Count> types() {
            return new EnvironmentTypes<>(Go.class, Seen.class, Count.class);
        }

        @Override
        public Environment<Go, Seen, Count> create(EnvironmentConfig config) {
            return new Forgetful();
        }

        @Override
        public Map<String, Object> guards() {
            return Map.of();
        }
    }
}
