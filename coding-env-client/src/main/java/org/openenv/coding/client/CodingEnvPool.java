package org.openenv.coding.client;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.container.ContainerGroup;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.ServerGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions spread over several servers: containers, replicas of a service, or servers that somebody else runs.
 *
 * <pre>{@code
 * try (var pool = CodingEnvPool.over(ContainerGroup.start(docker, ContainerSpec.of("coding-env:latest"), 4));
 *         var env = pool.acquire()) {
 *     env.reset();
 * }
 * }</pre>
 *
 * <p>A session is opened on the healthy server with the fewest of them. When every place is taken {@link #acquire} waits,
 * and so holds back whoever asks for more than there is. A server that stops answering gets no new sessions, and its
 * group is told, which may replace it; sessions that were open there fail with {@code CONNECTION_LOST}, all others go on.
 * Safe for use by several threads.
 */
public final class CodingEnvPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CodingEnvPool.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WHEN_FULL = Duration.ofMillis(200);

    private final ServerGroup group;
    private final int sessionsPerServer;
    private final ClientConfig config;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Map<URI, PooledServer> servers = new LinkedHashMap<>();
    private final PoolMonitor monitor;
    private boolean closed;

    private CodingEnvPool(ServerGroup group, int sessionsPerServer, ClientConfig config) {
        if (sessionsPerServer < 1) {
            throw new IllegalArgumentException("sessionsPerServer must be at least 1, was " + sessionsPerServer);
        }
        this.group = group;
        this.sessionsPerServer = sessionsPerServer;
        this.config = config;
        this.monitor = new PoolMonitor(group, this::refresh, this::checked);
        this.monitor.start();
    }

    /**
     * Makes a pool over a group of servers, as many sessions on each as it takes.
     *
     * @param group the servers; closed with the pool
     * @return the pool; the caller closes it
     */
    public static CodingEnvPool over(ServerGroup group) {
        return over(group, Integer.MAX_VALUE, ClientConfig.defaults());
    }

    /**
     * Makes a pool over a group of servers.
     *
     * @param group the servers; closed with the pool
     * @param sessionsPerServer how many sessions to have on each at most, at least 1
     * @param config how its sessions wait
     * @return the pool; the caller closes it
     */
    public static CodingEnvPool over(ServerGroup group, int sessionsPerServer, ClientConfig config) {
        return new CodingEnvPool(group, sessionsPerServer, config);
    }

    /**
     * Makes a pool over servers that somebody else runs; closing it stops none of them.
     *
     * @param urls where they are, such as {@code http://localhost:8000} or {@code localhost:8000}
     * @return the pool; the caller closes it
     * @throws IllegalArgumentException if there is none
     */
    public static CodingEnvPool connect(Collection<String> urls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a pool needs the URL of at least one server");
        }
        return over(ServerGroup.of(urls.stream()
                .map(url -> URI.create(url.contains("://") ? url.replaceFirst("^ws", "http") : "http://" + url))
                .toList()));
    }

    /**
     * Starts containers and makes a pool over them; closing it stops and removes them.
     *
     * @param provider where they run; not closed by the pool
     * @param spec what runs
     * @param size how many, at least 1
     * @return the pool; the caller closes it
     * @throws org.openenv.core.container.ContainerException if one can't be started
     */
    public static CodingEnvPool ofContainers(ContainerProvider provider, ContainerSpec spec, int size) {
        return over(ContainerGroup.start(provider, spec, size));
    }

    /**
     * Opens a session on the least busy server, waiting up to a minute for a place.
     *
     * @return a fresh session; closing it gives its place back
     * @throws OpenEnvException as {@link #acquire(Duration)}
     */
    public CodingEnv acquire() {
        return acquire(PATIENCE);
    }

    /**
     * Opens a session on the least busy server.
     *
     * @param patience how long to wait for a place
     * @return a fresh session; closing it gives its place back
     * @throws OpenEnvException with {@code CAPACITY_REACHED} when there was no place in time, {@code CONNECTION_LOST} when
     *     there was no healthy server, {@code INTERRUPTED}; the message says how each server is
     * @throws IllegalStateException if the pool is closed
     */
    public CodingEnv acquire(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            PooledServer server = reserve(deadline, patience);
            Optional<CodingEnv> session = open(server);
            if (session.isPresent()) {
                return session.get();
            }
        }
    }

    /** Takes a place on a server, for which the caller answers from now on. */
    private PooledServer reserve(long deadline, Duration patience) {
        lock.lock();
        try {
            while (true) {
                requireOpen();
                Optional<PooledServer> free = servers.values().stream()
                        .filter(server -> server.hasPlace(sessionsPerServer))
                        .min(Comparator.comparingInt(server -> server.sessions));
                if (free.isPresent()) {
                    free.get().sessions++;
                    return free.get();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw noPlace(patience);
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

    private OpenEnvException noPlace(Duration patience) {
        boolean anyHealthy = servers.values().stream().anyMatch(PooledServer::isHealthy);
        String each = servers.isEmpty()
                ? "the group has none"
                : servers.values().stream()
                        .map(server -> server.uri + " has " + server.sessions + " sessions"
                                + (server.status().ailment().isEmpty()
                                        ? ""
                                        : ": " + server.status().ailment()))
                        .collect(Collectors.joining("; "));
        return anyHealthy
                ? new OpenEnvException(
                        ErrorCode.CAPACITY_REACHED,
                        "asked for a session and waited " + patience + ", but every place is taken (" + each
                                + "); close sessions, or add servers")
                : new OpenEnvException(
                        ErrorCode.CONNECTION_LOST,
                        "asked for a session and waited " + patience + ", but no server is healthy (" + each
                                + "); look at their logs");
    }

    /** Connects on a place taken before; empty if the server has none after all, or does not answer. */
    private Optional<CodingEnv> open(PooledServer server) {
        AtomicBoolean released = new AtomicBoolean();
        Runnable release = () -> {
            if (released.compareAndSet(false, true)) {
                release(server);
            }
        };
        CodingEnv session = null;
        try {
            session = CodingEnv.connect(server.uri.toString(), config, release);
            session.state();
            return Optional.of(session);
        } catch (OpenEnvException failure) {
            if (session != null) {
                session.close();
            }
            release.run();
            note(server, failure);
            return Optional.empty();
        } catch (RuntimeException | Error failure) {
            release.run();
            throw failure;
        }
    }

    /** Lets the next attempt go elsewhere, if another server may do better. */
    private void note(PooledServer server, OpenEnvException failure) {
        switch (failure.code()) {
            case CAPACITY_REACHED -> {
                lock.lock();
                try {
                    server.full(System.nanoTime() + WHEN_FULL.toNanos());
                } finally {
                    lock.unlock();
                }
            }
            case CONNECTION_LOST, TIMED_OUT, SESSION_ERROR -> {
                lock.lock();
                try {
                    server.refused(String.valueOf(failure.getMessage()));
                    LOG.warn("no new sessions for {} until it is healthy: {}", server.uri, failure.getMessage());
                } finally {
                    lock.unlock();
                }
                monitor.lookNow();
            }
            default -> throw failure;
        }
    }

    private void release(PooledServer server) {
        lock.lock();
        try {
            server.sessions--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes over which servers there are. */
    private void refresh(List<URI> present) {
        lock.lock();
        try {
            servers.keySet().retainAll(present);
            present.forEach(uri -> servers.computeIfAbsent(uri, PooledServer::new));
        } finally {
            lock.unlock();
        }
    }

    /** Takes over how a server is; returns whether it is to be given up. */
    private boolean checked(URI uri, String ailment) {
        lock.lock();
        try {
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
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how each server is.
     *
     * @return one entry for each server of the group, as of its last check
     */
    public List<ServerStatus> status() {
        lock.lock();
        try {
            return servers.values().stream().map(PooledServer::status).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives out no more sessions and closes the group, which stops what it has started. Sessions that are still open lose
     * those servers. Closing again does nothing.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        monitor.close();
        group.close();
    }
}
