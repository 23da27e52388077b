package org.openenv.coding.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.bench.Comparison.Verdict;

class ComparisonTest {

    private static List<Sample> steps(double... perSecond) {
        return DoubleStream.of(perSecond)
                .mapToObj(rate -> new Sample("step", 8, rate, 1e6 / rate, 2e6 / rate))
                .toList();
    }

    @Test
    void whatIsApartInEveryRoundIsADifference() {
        var found = Comparison.of(steps(220, 200, 210), steps(100, 110, 105));
        assertThat(found).extracting(Comparison::figure).containsExactly("per s", "p50 us", "p99 us");
        assertThat(found).extracting(Comparison::verdict).containsOnly(Verdict.BETTER);
        assertThat(found).allSatisfy(one -> assertThat(one.ratio()).isBetween(1.99, 2.01));
        assertThat(found.get(0).leastRatio()).isEqualTo(200 / 110.0);
        assertThat(found.get(0).mostRatio()).isEqualTo(2.2);
        assertThat(Comparison.of(steps(100, 110, 105), steps(220, 200, 210)))
                .extracting(Comparison::verdict)
                .containsOnly(Verdict.WORSE);
    }

    @Test
    void whatOverlapsIsNone() {
        assertThat(Comparison.of(steps(100, 200, 300), steps(90, 110, 95)))
                .extracting(Comparison::verdict)
                .containsOnly(Verdict.NO_DIFFERENCE);
    }

    @Test
    void oneRoundSaysNothing() {
        assertThat(Comparison.of(steps(1000), steps(1, 2, 3)))
                .extracting(Comparison::verdict)
                .containsOnly(Verdict.TOO_FEW_ROUNDS);
    }

    @Test
    void onlyWhatBothHaveMeasuredIsCompared() {
        var other = List.of(new Sample("step", 1, 1, 1, 1), new Sample("reset", 8, 1, 1, 1));
        assertThat(Comparison.of(steps(1, 2, 3), other)).isEmpty();
    }
}
