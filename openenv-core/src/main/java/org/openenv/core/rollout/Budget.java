package org.openenv.core.rollout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.StepOptions;

/** What is left of an episode's time, from when it is made. */
final class Budget {

    /** What an environment gets to end a step in order, and its answer to come here. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final @Nullable Duration all;
    private final long begin = System.nanoTime();

    /** Begins; {@code null} for as long as it takes. */
    Budget(@Nullable Duration all) {
        this.all = all == null || all.compareTo(StepOptions.LONGEST) < 0 ? all : StepOptions.LONGEST;
    }

    /** Returns the limits of a step that begins now. */
    StepOptions ofAStep() throws TimeoutException {
        return all == null ? StepOptions.none() : StepOptions.timeout(left(all));
    }

    /** Waits for an answer as long as there is time, and a little longer. */
    <T> T await(CompletableFuture<T> answer) throws Exception {
        try {
            return all == null ? answer.get() : answer.get(left(all).plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception known ? known : failure;
        } catch (TimeoutException | InterruptedException over) {
            answer.cancel(false);
            throw over;
        }
    }

    private Duration left(Duration whole) throws TimeoutException {
        Duration left = whole.minusNanos(System.nanoTime() - begin);
        if (left.isNegative() || left.isZero()) {
            throw new TimeoutException("the episode's time is over");
        }
        return left;
    }
}
