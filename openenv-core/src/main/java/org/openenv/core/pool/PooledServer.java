package org.openenv.core.pool;

import java.net.URI;

/** One server of a pool; guarded by the pool's lock. */
final class PooledServer {

    /** A server that misses one answer may be busy; one that misses two is not trusted with new sessions. */
    private static final int MISSES_ALLOWED = 1;

    final URI uri;
    int sessions;
    private boolean healthy;
    private int misses;
    private long fullUntil = System.nanoTime();
    private String ailment = "not asked yet";
    private boolean asked;

    PooledServer(URI uri) {
        this.uri = uri;
    }

    /** Whether it can be given one session more. */
    boolean hasPlace(int limit) {
        return healthy && sessions < limit && System.nanoTime() - fullUntil >= 0;
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
        ailment = "every place is taken";
    }

    /** Notes what its health check said; returns whether it is to be given up. */
    boolean checked(String found) {
        asked = true;
        ailment = found;
        misses = found.isEmpty() ? 0 : misses + 1;
        boolean lost = misses > MISSES_ALLOWED;
        healthy = found.isEmpty() || (healthy && !lost);
        return lost;
    }

    /** Notes that it does not take connections, until the next check. */
    void refused(String why) {
        healthy = false;
        misses++;
        ailment = why;
    }

    /** How it is, in words for a message. */
    String describe() {
        return uri + " has " + sessions + " sessions" + (ailment.isEmpty() ? "" : ": " + ailment);
    }

    ServerStatus status() {
        return new ServerStatus(uri, healthy, sessions, ailment);
    }
}
