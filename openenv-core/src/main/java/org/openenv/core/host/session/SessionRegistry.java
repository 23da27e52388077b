package org.openenv.core.host.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.resource.Clock;

/**
 * Every open session of a host, however it was opened, the places for them, and the queue of those that wait for one.
 */
public final class SessionRegistry {

    /** A session that waits for a place. */
    private record Waiter(Session<?, ?, ?> session, CompletableFuture<Void> admitted) {}

    private final HostConfig config;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Session<?, ?, ?>> open = new LinkedHashMap<>();
    private final List<Waiter> waiting = new ArrayList<>();
    private boolean draining;

    public SessionRegistry(HostConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Gives a session a place, which it keeps until {@link #remove}; at once if there is one, later if it may wait for one.
     *
     * @return completes when it has its place, or with an {@link OpenEnvException}: {@code CAPACITY_REACHED} if it can't have
     *     one in time, {@code SESSION_ERROR} while the host stops
     */
    public CompletableFuture<Void> admit(Session<?, ?, ?> session) {
        OpenEnvException refusal;
        lock.lock();
        try {
            refusal = refusal(session);
            if (refusal == null) {
                open.put(session.id(), session);
            } else if (mayWait(refusal)) {
                return await(session);
            }
        } finally {
            lock.unlock();
        }
        return refusal == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(refusal);
    }

    /**
     * Gives several sessions places at once; none of them waits for one.
     *
     * @param all whether it is all or none; otherwise the first of them have as many as there are
     * @return those that have one, in order, at least one
     * @throws OpenEnvException {@code CAPACITY_REACHED} where there are too few, {@code SESSION_ERROR} while the host stops
     */
    <T extends Session<?, ?, ?>> List<T> admitNow(List<T> asking, boolean all) {
        List<T> admitted = new ArrayList<>();
        lock.lock();
        try {
            for (T session : asking) {
                OpenEnvException refusal = refusal(session);
                if (refusal == null) {
                    open.put(session.id(), session);
                    admitted.add(session);
                } else if (all || admitted.isEmpty()) {
                    admitted.forEach(taken -> open.remove(taken.id()));
                    throw asking.size() == 1 ? refusal : tooFew(refusal, asking.size(), admitted.size());
                }
            }
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    private static OpenEnvException tooFew(OpenEnvException refusal, int asked, int places) {
        return new OpenEnvException(
                refusal.code(),
                refusal.getMessage() + " " + asked + " copies were asked for, there are places for " + places
                        + "; none was made.",
                refusal.details(),
                null);
    }

    /** Why a session has no place just now; {@code null} if there is one. */
    @Nullable
    OpenEnvException full(Session<?, ?, ?> session) {
        lock.lock();
        try {
            return refusal(session);
        } finally {
            lock.unlock();
        }
    }

    private boolean mayWait(OpenEnvException refusal) {
        return refusal.code() == ErrorCode.CAPACITY_REACHED
                && waiting.size() < config.limits().admissionQueue();
    }

    private CompletableFuture<Void> await(Session<?, ?, ?> session) {
        Waiter waiter = new Waiter(session, new CompletableFuture<>());
        waiting.add(waiter);
        Future<?> deadline = clock.after(config.times().admissionTimeout(), () -> giveUp(waiter));
        return waiter.admitted.whenComplete((admitted, failure) -> deadline.cancel(false));
    }

    private void giveUp(Waiter waiter) {
        OpenEnvException refusal;
        lock.lock();
        try {
            if (!waiting.remove(waiter)) {
                return;
            }
            refusal = atCapacity(open.size(), config.limits().maxSessions());
        } finally {
            lock.unlock();
        }
        waiter.admitted.completeExceptionally(refusal);
    }

    private @Nullable OpenEnvException refusal(Session<?, ?, ?> session) {
        if (draining) {
            return new OpenEnvException(ErrorCode.SESSION_ERROR, "The server is stopping and takes no new sessions.");
        }
        if (open.size() >= config.limits().maxSessions()) {
            return atCapacity(open.size(), config.limits().maxSessions());
        }
        long alike = session.environment().concurrent()
                ? 0
                : open.values().stream()
                        .filter(other -> other.environment() == session.environment())
                        .count();
        return alike == 0 ? null : atCapacity(alike, 1);
    }

    private static OpenEnvException atCapacity(long active, int max) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("active_sessions", active);
        details.put("max_sessions", max);
        return new OpenEnvException(
                ErrorCode.CAPACITY_REACHED,
                "Server at capacity: " + active + "/" + max + " sessions active. Cannot accept new connections.",
                details,
                null);
    }

    /** Frees a session's place, and gives it to the first that waits for it; or takes a session out of the queue. */
    public void remove(Session<?, ?, ?> session) {
        List<Waiter> admitted = new ArrayList<>();
        lock.lock();
        try {
            open.remove(session.id());
            waiting.removeIf(waiter -> waiter.session == session);
            for (Iterator<Waiter> queue = waiting.iterator(); queue.hasNext(); ) {
                Waiter next = queue.next();
                if (refusal(next.session) == null) {
                    queue.remove();
                    open.put(next.session.id(), next.session);
                    admitted.add(next);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (Waiter waiter : admitted) {
            waiter.admitted.complete(null);
        }
    }

    public Optional<Session<?, ?, ?>> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(id));
        } finally {
            lock.unlock();
        }
    }

    public List<Session<?, ?, ?>> all() {
        lock.lock();
        try {
            return new ArrayList<>(open.values());
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    public boolean draining() {
        lock.lock();
        try {
            return draining;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further sessions, refuses those that wait, and returns those that are open. */
    public Collection<Session<?, ?, ?>> drain() {
        List<Waiter> refused;
        Collection<Session<?, ?, ?>> sessions;
        lock.lock();
        try {
            draining = true;
            refused = new ArrayList<>(waiting);
            waiting.clear();
            sessions = new ArrayList<>(open.values());
        } finally {
            lock.unlock();
        }
        for (Waiter waiter : refused) {
            waiter.admitted.completeExceptionally(
                    new OpenEnvException(ErrorCode.SESSION_ERROR, "The server is stopping and takes no new sessions."));
        }
        return sessions;
    }

    /** Waits until no session is open; returns whether that came about in time. */
    public boolean awaitEmpty(long nanos) {
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
