package org.openenv.coding.server.python.worker;

import java.time.Duration;

/**
 * For how long the time of a step stands still: while somebody else works for it, but not for ever. Safe for use by several
 * threads.
 */
final class StepClock {

    private static final long MOST = Duration.ofHours(1).toNanos();

    private int stopped;
    private long since;
    private long stood;
    private long taken;

    /** A step begins. */
    synchronized void begin() {
        stopped = 0;
        stood = 0;
        taken = 0;
    }

    /** It waits for somebody. */
    synchronized void stop() {
        if (stopped++ == 0) {
            since = System.nanoTime();
        }
    }

    /** It waits for one less. */
    synchronized void goOn() {
        if (stopped > 0 && --stopped == 0) {
            stood += System.nanoTime() - since;
        }
    }

    /** Returns for how long it has stood still that was not returned before. */
    synchronized long takeStood(long now) {
        long all = Math.min(MOST, stood + (stopped > 0 ? Math.max(0, now - since) : 0));
        long more = all - taken;
        taken = all;
        return more;
    }
}
