package org.openenv.coding.server.grading;

import java.time.Duration;

/** When the time of something is up. */
final class Deadline {

    private static final Duration LEAST = Duration.ofMillis(1);

    private final long end;

    Deadline(Duration time) {
        this.end = System.nanoTime() + Math.min(time.toNanos(), Long.MAX_VALUE / 4);
    }

    /** One that comes after a time, and not after this one. */
    Deadline within(Duration time) {
        Duration left = left();
        return new Deadline(time.compareTo(left) < 0 ? time : left);
    }

    /** What is left, never nothing. */
    Duration left() {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
