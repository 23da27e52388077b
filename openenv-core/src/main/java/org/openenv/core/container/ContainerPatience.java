package org.openenv.core.container;

import java.time.Duration;
import org.openenv.core.StepOptions;

/**
 * How long a container may take to start and to stop. Immutable; more than a year counts as a year.
 *
 * @param start how long its server may take to answer, positive
 * @param stop how long it may take to stop before it is killed, zero or more
 */
public record ContainerPatience(Duration start, Duration stop) {

    static final ContainerPatience DEFAULTS = new ContainerPatience(Duration.ofSeconds(30), Duration.ofSeconds(10));

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value makes no sense
     */
    public ContainerPatience {
        ContainerSpec.require(!start.isNegative() && !start.isZero(), "startTimeout", "positive", start);
        ContainerSpec.require(!stop.isNegative(), "stopTimeout", "0 or more", stop);
        start = start.compareTo(StepOptions.LONGEST) > 0 ? StepOptions.LONGEST : start;
        stop = stop.compareTo(StepOptions.LONGEST) > 0 ? StepOptions.LONGEST : stop;
    }
}
