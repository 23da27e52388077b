package org.openenv.coding.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecutionLimitsTest {

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static ExecutionLimits withTimes(Duration step, Duration grace, Duration cpu) {
        return new ExecutionLimits(step, grace, cpu, 1 << 30, 64, 256, 1 << 20, 1 << 20, 1 << 20);
    }

    @Test
    void timesThatCantBeCountedBecomeAYear() {
        var year = Duration.ofDays(365);
        assertThat(withTimes(FOREVER, FOREVER, FOREVER)).isEqualTo(withTimes(year, year, year));
    }

    @Test
    void timesThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("stepTimeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withTimes(Duration.ofSeconds(Long.MIN_VALUE), Duration.ZERO, Duration.ZERO))
                .withMessageContaining("stepTimeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withTimes(Duration.ofSeconds(1), Duration.ofNanos(-1), Duration.ZERO))
                .withMessageContaining("interruptGrace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withTimes(Duration.ofSeconds(1), Duration.ZERO, Duration.ofNanos(-1)))
                .withMessageContaining("cpuTime");
    }
}
