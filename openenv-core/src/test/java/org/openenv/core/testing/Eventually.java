package org.openenv.core.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads or in other processes: polls with a deadline. */
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private Eventually() {}

    /**
     * Waits until something holds.
     *
     * @param what what is waited for, for the message
     * @param condition looked at every few milliseconds
     * @throws AssertionError if it does not hold within 60 s
     */
    public static void await(String what, BooleanSupplier condition) {
        await(what, DEADLINE, condition);
    }

    /**
     * Waits until something holds, for as long as it is told.
     *
     * @param what what is waited for, for the message
     * @param patience how long
     * @param condition looked at every few milliseconds
     * @throws AssertionError if it does not hold by then
     */
    public static void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + patience + ": " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
