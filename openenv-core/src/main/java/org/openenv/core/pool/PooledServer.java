package org.openenv.core.pool;

import java.net.URI;

/** One server of a pool; guarded by the pool's lock. */
final class PooledServer {

    /** A server that misses one answer may be busy; one that misses two is not trusted with new sessions. */
    private static final int MISSES_ALLOWED = 1;

    private static final long FIRST_BACK_OFF_NANOS = 250_000_000;
    private static final int MOST_DOUBLINGS = 5;

    final URI uri;
    int sessions;
    private boolean healthy;
    private int misses;
    private long fullUntil = System.nanoTime();
    private String ailment = "has not answered yet";
    private boolean asked;
    private boolean wasFull;
    private int refusals;
    private String refusal = "";
    private long backOffUntil = System.nanoTime();

    PooledServer(URI uri) {
        this.uri = uri;
    }

    /** Whether it can be given one session more. */
    boolean hasPlace(int limit) {
        return healthy && sessions < limit && System.nanoTime() - fullUntil >= 0;
    }

    /** Whether, as far as is known, it only did not answer in time: it is well, and was not full when it was asked last. */
    boolean wasSlow(int limit) {
        return healthy && sessions < limit && !wasFull;
    }

    boolean isUnasked() {
        return !asked;
    }

    boolean isHealthy() {
        return healthy;
    }

    /** Notes that its places are taken, by this pool's sessions or others', and when to ask again. */
    void full(long untilNanoTime) {
        fullUntil = untilNanoTime;
        wasFull = true;
        ailment = "every place is taken";
    }

    /** Notes what its health check said; returns whether it is to be given up. */
    boolean checked(String found) {
        asked = true;
        misses = found.isEmpty() ? 0 : misses + 1;
        if (found.isEmpty() && isBackingOff()) {
            return false; // it is well and takes no session all the same: what it said then still holds
        }
        if (!found.isEmpty()) {
            refusals = 0;
        }
        ailment = found;
        boolean lost = misses > MISSES_ALLOWED;
        healthy = found.isEmpty() || (healthy && !lost);
        return lost;
    }

    private boolean isBackingOff() {
        return System.nanoTime() - backOffUntil < 0;
    }

    /**
     * Notes that it takes no session, until the next check. One that says it is well and goes on refusing, such as one that asks
     * for another token, is asked ever more rarely.
     *
     * @return whether that is news
     */
    boolean refused(String why) {
        healthy = false;
        misses++;
        ailment = why;
        if (!isBackingOff()) {
            long delay = refusals == 0 ? 0 : FIRST_BACK_OFF_NANOS << Math.min(refusals - 1, MOST_DOUBLINGS);
            backOffUntil = System.nanoTime() + delay;
            refusals++;
        }
        boolean news = !why.equals(refusal);
        refusal = why;
        return news;
    }

    /** Notes that it gave a session. */
    void opened() {
        wasFull = false;
        refusals = 0;
        refusal = "";
    }

    /** How it is, in words for a message. */
    String describe() {
        return uri + " has " + sessions + " sessions" + (ailment.isEmpty() ? "" : ": " + ailment);
    }

    ServerStatus status() {
        return new ServerStatus(uri, healthy, sessions, ailment);
    }
}
