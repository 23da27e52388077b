package org.openenv.coding.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.evaluation.PassAtK.Count;

class PassAtKTest {

    /** The share of the ways to draw k of the samples in which one passes, counted. */
    private static double counted(int samples, int passed, int k) {
        int ways = 0;
        int good = 0;
        for (int drawn = 0; drawn < 1 << samples; drawn++) {
            if (Integer.bitCount(drawn) == k) {
                ways++;
                good += (drawn & ((1 << passed) - 1)) != 0 ? 1 : 0;
            }
        }
        return (double) good / ways;
    }

    @Test
    void isTheShareOfTheDrawsInWhichOnePasses() {
        for (int samples = 1; samples <= 8; samples++) {
            for (int passed = 0; passed <= samples; passed++) {
                for (int k = 1; k <= samples; k++) {
                    assertThat(PassAtK.of(new Count(samples, passed), k))
                            .isCloseTo(counted(samples, passed, k), within(1e-12));
                }
            }
        }
    }

    @Test
    void manySamplesLoseNoDigits() {
        assertThat(PassAtK.of(new Count(100_000, 1), 100)).isCloseTo(1e-3, within(1e-12));
        assertThat(PassAtK.of(List.of(new Count(200, 200), new Count(200, 0)), 100))
                .isEqualTo(0.5);
    }

    @Test
    void moreThanThereAreCantBeDrawn() {
        assertThatThrownBy(() -> PassAtK.of(new Count(3, 1), 4)).hasMessageContaining("k must be 1 to 3, was 4");
    }
}
