package org.openenv.core.host.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Environment;

/**
 * Delivers an interrupt to the request that runs, or waits at the head of the lane: an environment that has not begun it
 * yet is asked again, until it has, or until the request is answered.
 */
final class StepInterrupt {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int ATTEMPTS = 400;

    private final Supplier<? extends @Nullable Environment<?, ?, ?>> world;
    private final AtomicLong finished;
    private final Clock clock;
    private final long target;
    private int attempts;

    StepInterrupt(Supplier<? extends @Nullable Environment<?, ?, ?>> world, AtomicLong finished, Clock clock) {
        this.world = world;
        this.finished = finished;
        this.clock = clock;
        this.target = finished.get();
    }

    void deliver() {
        Environment<?, ?, ?> environment = world.get();
        boolean over = finished.get() != target || (environment != null && environment.interrupt());
        if (!over && ++attempts < ATTEMPTS) {
            var unused = clock.after(PAUSE, this::deliver);
        }
    }
}
