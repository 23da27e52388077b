package org.openenv.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of a step. Immutable.
 *
 * @param timeout how long the step may take before the environment ends it; {@code null} for the environment's own
 *     limit. An environment may cap it.
 */
public record StepOptions(@Nullable Duration timeout) {

    private static final StepOptions NONE = new StepOptions(null);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public StepOptions {
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
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
