package org.openenv.core.pool;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The books of a pool: which servers there are, how each is, and who has a place there. Safe for several threads. */
final class PoolPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(PoolPlaces.class);
    private static final Duration WHEN_FULL = Duration.ofMillis(200);
    private static final Duration FIRST_ROUND = PoolMonitor.LONGEST_ANSWER;

    private final int perServer;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Map<URI, PooledServer> servers = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private boolean closed;

    PoolPlaces(int perServer) {
        if (perServer < 1) {
            throw new IllegalArgumentException("sessionsPerServer must be at least 1, was " + perServer);
        }
        this.perServer = perServer;
    }

    /**
     * Takes a place on the least busy healthy server, waiting for one until the deadline.
     *
     * @return the server, to be given to {@link #release} once
     * @throws OpenEnvException as {@link EnvPool#acquire(Duration)}
     */
    PooledServer reserve(Deadline deadline) {
        lock.lock();
        try {
            while (true) {
                requireOpen();
                Optional<PooledServer> free = servers.values().stream()
                        .filter(server -> server.hasPlace(perServer))
                        .min(Comparator.comparingInt(server -> server.sessions));
                if (free.isPresent()
                        && (isKnown()
                                || deadline.nanosLeft() < deadline.patience().toNanos() / 2)) {
                    free.get().sessions++;
                    return free.get();
                }
                long left = deadline.nanosLeft();
                if (left <= 0) {
                    throw noPlace(deadline);
                }
                var unused = changed.await(Math.min(left, WHEN_FULL.toNanos()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while waiting for a place", e);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this pool is closed; make a new one");
        }
    }

    /** Whether each server has been asked how it is, or had the time to tell: else the first to answer would get them all. */
    private boolean isKnown() {
        return System.nanoTime() - start > FIRST_ROUND.toNanos()
                || servers.values().stream().noneMatch(PooledServer::isUnasked);
    }

    /** Says why nobody was given a place in time. */
    OpenEnvException noPlace(Deadline deadline) {
        return locked(() -> noPlace(deadline.patience()));
    }

    private OpenEnvException noPlace(Duration patience) {
        String each = servers.isEmpty()
                ? "the group has none"
                : servers.values().stream().map(PooledServer::describe).collect(Collectors.joining("; "));
        String asked = "asked for a session and waited " + patience + ", but ";
        if (servers.values().stream().noneMatch(PooledServer::isHealthy)) {
            return new OpenEnvException(
                    ErrorCode.CONNECTION_LOST, asked + "no server is healthy (" + each + "); look at their logs");
        }
        return servers.values().stream().anyMatch(server -> server.wasSlow(perServer))
                ? new OpenEnvException(
                        ErrorCode.CONNECTION_LOST,
                        asked + "none with a place had answered by then (" + each + "); wait for longer")
                : new OpenEnvException(
                        ErrorCode.CAPACITY_REACHED,
                        asked + "every place is taken (" + each + "); close sessions, or add servers");
    }

    /** Gives a place back. */
    void release(PooledServer server) {
        locked(() -> {
            server.sessions--;
            changed.signal();
        });
    }

    /** Notes that a server had no place after all. */
    void full(PooledServer server) {
        locked(() -> server.full(System.nanoTime() + WHEN_FULL.toNanos()));
    }

    /** Notes that a server takes no session. */
    void refused(PooledServer server, String why) {
        boolean news = locked(() -> server.refused(why));
        if (news) {
            LOG.warn("no new sessions for {} until it is healthy: {}", server.uri, why);
        }
    }

    /** Notes that a server gave a session. */
    void opened(PooledServer server) {
        locked(server::opened);
    }

    /** Takes over which servers there are. */
    void present(List<URI> uris) {
        locked(() -> {
            servers.keySet().retainAll(uris);
            uris.forEach(uri -> servers.computeIfAbsent(uri, PooledServer::new));
        });
    }

    /** Takes over how a server is, empty for well; returns whether it is to be given up. */
    boolean checked(URI uri, String ailment) {
        return locked(() -> {
            PooledServer server = servers.get(uri);
            if (server == null) {
                return false;
            }
            boolean wasHealthy = server.isHealthy();
            boolean lost = server.checked(ailment);
            if (wasHealthy && lost) {
                LOG.warn("no new sessions for {} until it is healthy: {}", uri, ailment);
            }
            changed.signalAll();
            return lost;
        });
    }

    List<ServerStatus> status() {
        return locked(() -> servers.values().stream().map(PooledServer::status).toList());
    }

    /** Gives out no more places; returns whether it did until now. */
    boolean close() {
        return locked(() -> {
            boolean wasOpen = !closed;
            closed = true;
            changed.signalAll();
            return wasOpen;
        });
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
