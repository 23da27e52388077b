package org.openenv.coding.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GoalsTest {

    private final Results results = new Results();

    private void measured(String subject, String scenario, int sessions, long micros, int count) {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(micros * 1000, count);
        Load load = Load.closed(sessions, Duration.ZERO, Duration.ofSeconds(1));
        results.add(
                new Measurement(subject, scenario, load, 1, latency, Map.of(), ProcessUsage.NONE, ProcessUsage.NONE));
    }

    private Goal goal(String words) {
        List<Goal> found = Goals.of(results).stream()
                .filter(goal -> goal.what().contains(words))
                .toList();
        assertThat(found).as("goals about %s", words).hasSize(1);
        return found.get(0);
    }

    @Test
    void saysNothingOfWhatWasNotMeasured() {
        measured("server", "step", 8, 100, 10);

        assertThat(Goals.of(results)).isEmpty();
    }

    @Test
    void comparesAStepWithItsTwoFloors() {
        measured("server", "step", 1, 140, 10);
        measured("echo", "step", 1, 60, 10);
        measured("worker", "step", 1, 40, 10);

        assertThat(goal("worker exchange p50), 1 session").measured()).isCloseTo(1.4, within(0.01));
        assertThat(goal("worker exchange p50), 1 session").reached()).isTrue();
    }

    @Test
    void comparesThroughputsAsLowerBounds() {
        measured("server", "step", 64, 100, 500);
        measured("echo", "step", 64, 100, 1000);
        measured("server", "step", 256, 100, 450);

        assertThat(goal("echo's, 64 sessions").reached()).isFalse();
        assertThat(goal("with 256 sessions").measured()).isEqualTo(0.9);
        assertThat(goal("with 256 sessions").reached()).isTrue();
    }

    @Test
    void takesTheFiguresOfExperiments() {
        results.add("start-health-median", 0.7, "s");

        assertThat(goal("200 on /health").reached()).isFalse();
    }
}
