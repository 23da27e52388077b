package org.openenv.core.host.session;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How long a session has been open and idle, and how many of its requests were answered. Safe for use by several threads. */
public final class SessionActivity {

    private final Instant openedAt = Instant.now();
    private final long openedNanos = System.nanoTime();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();

    private volatile long lastUsed = openedNanos;

    Instant openedAt() {
        return openedAt;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedNanos);
    }

    /** How long nothing was asked of it; zero while it is busy. */
    Duration idle() {
        return busy() ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - lastUsed));
    }

    /** Whether a request runs or waits. */
    public boolean busy() {
        return unanswered.get() > 0;
    }

    /** How many requests have been answered, or are about to be: so this names the one that runs. */
    public long answered() {
        return answered.get();
    }

    /** Begins its idle time anew: a client came or went. */
    public void touch() {
        lastUsed = System.nanoTime();
    }

    /** A request came. */
    void requested() {
        unanswered.incrementAndGet();
    }

    /** A request that came was not taken. */
    void declined() {
        unanswered.decrementAndGet();
    }

    /** A request was answered, or is about to be. */
    void settled() {
        touch();
        answered.incrementAndGet();
        unanswered.decrementAndGet();
    }
}
