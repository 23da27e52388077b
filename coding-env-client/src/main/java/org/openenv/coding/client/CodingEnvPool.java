package org.openenv.coding.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.StepOptions;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.container.ContainerGroup;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.ServerGroup;

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

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerGroup group;
    private final ClientConfig config;
    private final PoolPlaces places;
    private final PoolMonitor monitor;

    private CodingEnvPool(ServerGroup group, int sessionsPerServer, ClientConfig config) {
        this.group = group;
        this.config = config;
        this.places = new PoolPlaces(sessionsPerServer);
        this.monitor = new PoolMonitor(group, places::present, places::checked);
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
        return connect(urls, ClientConfig.defaults());
    }

    /**
     * Makes a pool over servers that somebody else runs; closing it stops none of them.
     *
     * @param urls where they are, such as {@code http://localhost:8000} or {@code localhost:8000}
     * @param config how its sessions connect and wait, and the servers' token
     * @return the pool; the caller closes it
     * @throws IllegalArgumentException if there is none, or one is no server's address
     */
    public static CodingEnvPool connect(Collection<String> urls, ClientConfig config) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a pool needs the URL of at least one server");
        }
        ServerGroup group = ServerGroup.of(
                urls.stream().map(url -> ServerAddress.of(url).http()).toList());
        return over(group, Integer.MAX_VALUE, config);
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
        return ofContainers(provider, spec, size, ClientConfig.defaults());
    }

    /**
     * Starts containers and makes a pool over them; closing it stops and removes them.
     *
     * @param provider where they run; not closed by the pool
     * @param spec what runs
     * @param size how many, at least 1
     * @param config how its sessions connect and wait, and the servers' token
     * @return the pool; the caller closes it
     * @throws org.openenv.core.container.ContainerException if one can't be started
     */
    public static CodingEnvPool ofContainers(
            ContainerProvider provider, ContainerSpec spec, int size, ClientConfig config) {
        return over(ContainerGroup.start(provider, spec, size), Integer.MAX_VALUE, config);
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
        Duration most = patience.compareTo(StepOptions.LONGEST) > 0 ? StepOptions.LONGEST : patience;
        long deadline = System.nanoTime() + most.toNanos();
        while (true) {
            PooledServer server = places.reserve(deadline, patience);
            Optional<CodingEnv> session = open(server);
            if (session.isPresent()) {
                return session.get();
            }
        }
    }

    /** Connects on a place taken before; empty if the server has none after all, or does not answer. */
    private Optional<CodingEnv> open(PooledServer server) {
        AtomicBoolean released = new AtomicBoolean();
        Runnable release = () -> {
            if (released.compareAndSet(false, true)) {
                places.release(server);
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
            case CAPACITY_REACHED -> places.full(server);
            case CONNECTION_LOST, TIMED_OUT, SESSION_ERROR -> {
                places.refused(server, String.valueOf(failure.getMessage()));
                monitor.lookNow();
            }
            default -> throw failure;
        }
    }

    /**
     * Returns how each server is.
     *
     * @return one entry for each server of the group, as of its last check
     */
    public List<ServerStatus> status() {
        return places.status();
    }

    /**
     * Gives out no more sessions and closes the group, which stops what it has started. Sessions that are still open lose
     * those servers. Closing again does nothing.
     */
    @Override
    public void close() {
        if (places.close()) {
            monitor.close();
            group.close();
        }
    }
}
