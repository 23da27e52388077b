package org.openenv.core.pool;

import java.time.Duration;
import org.openenv.core.StepOptions;

/**
 * By when something is to be done.
 *
 * @param patience how long it may take in all
 * @param end when that is over, on the clock of {@link System#nanoTime}
 */
record Deadline(Duration patience, long end) {

    /** The least time that an attempt gets: with less it would fail whatever the server does. */
    private static final Duration LEAST = Duration.ofMillis(250);

    /** Returns one that begins now; more than a year counts as a year. */
    static Deadline in(Duration patience) {
        Duration most = patience.compareTo(StepOptions.LONGEST) > 0 ? StepOptions.LONGEST : patience;
        Duration least = most.isNegative() ? Duration.ZERO : most;
        return new Deadline(least, System.nanoTime() + least.toNanos());
    }

    long nanosLeft() {
        return end - System.nanoTime();
    }

    boolean isPast() {
        return nanosLeft() <= 0;
    }

    /** Returns a time as far as there is that much left, and never less than an attempt needs. */
    Duration atMost(Duration time) {
        Duration left = Duration.ofNanos(nanosLeft());
        Duration shorter = time.compareTo(left) < 0 ? time : left;
        return shorter.compareTo(LEAST) < 0 ? LEAST : shorter;
    }
}
