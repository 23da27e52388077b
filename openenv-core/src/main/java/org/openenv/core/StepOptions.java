package org.openenv.core;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of a step. Immutable.
 *
 * @param timeout how long the step may take before the environment ends it; {@code null} for the environment's own
 *     limit. An environment may cap it; more than {@link #LONGEST} counts as that.
 * @param extras further parameters by name, for the environment to interpret; possibly empty
 */
public record StepOptions(
        @Nullable Duration timeout, Map<String, Object> extras) {

    /** The longest time a step may be given: a year. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final StepOptions NONE = new StepOptions(null, Map.of());

    /**
     * Checks, caps and copies.
     *
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public StepOptions {
        Objects.requireNonNull(extras, "extras is required");
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        timeout = timeout != null && timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        extras = extras.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extras));
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
        return new StepOptions(timeout, Map.of());
    }

    /**
     * Returns these options with another limit of the step's time.
     *
     * @param newTimeout how long the step may take, positive
     * @return the copy
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public StepOptions withTimeout(Duration newTimeout) {
        return new StepOptions(newTimeout, extras);
    }

    /**
     * Returns these options with one more parameter, replacing one of the same name. A server refuses over WebSocket what its
     * environment does not know.
     *
     * @param name the parameter's name
     * @param value a value that JSON knows: text, number, boolean, list or map
     * @return the copy
     */
    public StepOptions withExtra(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extras);
        more.put(name, value);
        return new StepOptions(timeout, more);
    }
}
