package org.openenv.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of a step. Immutable.
 *
 * @param timeout how long the step may take before the environment ends it; {@code null} for the environment's own
 *     limit. An environment may cap it; more than {@link #LONGEST} counts as that.
 */
public record StepOptions(@Nullable Duration timeout) {

    /** The longest time a step may be given: a year. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final StepOptions NONE = new StepOptions(null);

    /**
     * Checks and caps.
     *
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public StepOptions {
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        timeout = timeout != null && timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    /**
     * Returns the options of a plain step.
     *
     * @return options that ask for nothing
     */
    public static StepOptions none() {
        return NONE;
    }

    /**
     * Returns options that limit the step's time.
     *
     * @param timeout how long the step may take, positive
     * @return the options
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public static StepOptions timeout(Duration timeout) {
        return new StepOptions(timeout);
    }
}
