package org.openenv.core.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** Every open session of a host, however it was opened, and the places for them. */
final class SessionRegistry {

    private final int maxSessions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Session<?, ?, ?>> open = new LinkedHashMap<>();
    private boolean draining;

    SessionRegistry(int maxSessions) {
        this.maxSessions = maxSessions;
    }

    /**
     * Gives a session a place, which it keeps until {@link #remove}.
     *
     * @throws OpenEnvException with {@code CAPACITY_REACHED} if every place is taken, or {@code SESSION_ERROR} while the
     *     host stops
     */
    void add(Session<?, ?, ?> session) {
        lock.lock();
        try {
            if (draining) {
                throw new OpenEnvException(
                        ErrorCode.SESSION_ERROR, "The server is stopping and takes no new sessions.");
            }
            requirePlace(open.size(), maxSessions);
            if (!session.environment().concurrent()) {
                requirePlace(countOf(session.environment()), 1);
            }
            open.put(session.id(), session);
        } finally {
            lock.unlock();
        }
    }

    private long countOf(ServedEnvironment<?, ?, ?> environment) {
        return open.values().stream()
                .filter(other -> other.environment() == environment)
                .count();
    }

    private static void requirePlace(long active, int max) {
        if (active >= max) {
            throw new OpenEnvException(
                    ErrorCode.CAPACITY_REACHED,
                    "Server at capacity: " + active + "/" + max + " sessions active. Cannot accept new connections.",
                    capacity(active, max),
                    null);
        }
    }

    private static Map<String, Object> capacity(long active, int max) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("active_sessions", active);
        details.put("max_sessions", max);
        return details;
    }

    /** Frees a session's place. */
    void remove(Session<?, ?, ?> session) {
        lock.lock();
        try {
            open.remove(session.id());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further sessions, and returns those that are open. */
    Collection<Session<?, ?, ?>> drain() {
        lock.lock();
        try {
            draining = true;
            return new ArrayList<>(open.values());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no session is open; returns whether that came about in time. */
    boolean awaitEmpty(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!open.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return open.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
