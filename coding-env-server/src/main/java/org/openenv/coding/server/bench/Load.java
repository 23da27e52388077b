package org.openenv.coding.server.bench;

import java.time.Duration;

/**
 * How much is asked of a server.
 *
 * @param sessions how many clients at once
 * @param warmup how long they run before anything is counted
 * @param duration how long they are measured
 * @param rate operations a second over all clients, each due at a time fixed beforehand (open loop); 0 for as many as the
 *     clients can do one after another (closed loop)
 */
record Load(int sessions, Duration warmup, Duration duration, double rate) {

    static Load closed(int sessions, Duration warmup, Duration duration) {
        return new Load(sessions, warmup, duration, 0);
    }

    Load atRate(double operationsPerSecond) {
        return new Load(sessions, warmup, duration, operationsPerSecond);
    }

    /** Returns when an operation is due, in nanoseconds after the start: the clients take turns. */
    long dueNanos(int client, long number) {
        return (long) ((number * sessions + client) / rate * 1e9);
    }
}
