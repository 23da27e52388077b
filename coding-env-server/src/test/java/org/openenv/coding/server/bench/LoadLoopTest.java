package org.openenv.coding.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadLoopTest {

    private static final Load SHORT = Load.closed(3, Duration.ofMillis(500), Duration.ofSeconds(2));

    private final Progress silent = new Progress(new PrintWriter(Writer.nullWriter()), true);

    private Measurement run(Load load, Operation.Factory factory) throws InterruptedException {
        return new LoadLoop("fake", "test", OptionalLong.empty(), silent).run(load, factory);
    }

    @Test
    void countsWhatSucceedsOfEveryClientOnce() throws Exception {
        AtomicInteger performed = new AtomicInteger();

        Measurement measured = run(SHORT, client -> () -> {
            Thread.onSpinWait();
            performed.incrementAndGet();
        });

        assertThat(measured.latency().getTotalCount()).isPositive().isLessThan(performed.get());
        assertThat(measured.errors()).isEmpty();
        assertThat(measured.perSecond()).isEqualTo(measured.latency().getTotalCount() / 2.0);
    }

    @Test
    void countsRefusalsByCodeAndKeepsTheClient() throws Exception {
        AtomicInteger opened = new AtomicInteger();

        Measurement measured = run(SHORT, client -> {
            opened.incrementAndGet();
            return () -> {
                throw new RefusedException("EXECUTION_ERROR", "no");
            };
        });

        assertThat(measured.errors()).containsOnlyKeys("EXECUTION_ERROR");
        assertThat(measured.latency().getTotalCount()).isZero();
        assertThat(opened).hasValue(3);
    }

    @Test
    void connectsAnewWhenAConnectionBreaks() throws Exception {
        AtomicInteger opened = new AtomicInteger();

        Measurement measured = run(SHORT, client -> {
            int number = opened.incrementAndGet();
            return () -> {
                if (number <= 3) {
                    throw new IOException("broken");
                }
            };
        });

        assertThat(opened).hasValue(6);
        assertThat(measured.errorCount()).isEqualTo(3);
        assertThat(measured.latency().getTotalCount()).isPositive();
    }

    @Test
    void countsTheWaitOfOperationsThatAreLateInAnOpenLoop() throws Exception {
        Load load = new Load(1, Duration.ZERO, Duration.ofSeconds(1), 100);
        AtomicInteger performed = new AtomicInteger();

        Measurement measured = run(load, client -> () -> {
            if (performed.incrementAndGet() == 1) {
                pause(500);
            }
        });

        long late = measured.latency().getCountBetweenValues(100_000_000, Long.MAX_VALUE / 2);
        assertThat(late).as("operations due while the first one hung").isGreaterThan(20);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
