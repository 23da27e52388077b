package org.openenv.core.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.State;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.container.ContainerGroup;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.ServerGroup;

/**
 * Sessions spread over several servers of one environment: containers, replicas of a service, or servers that somebody else
 * runs.
 *
 * <pre>{@code
 * try (var pool = EnvPool.connect(List.of("http://one:8000", "http://two:8000"), Echo.TYPES);
 *         var env = pool.acquire()) {
 *     env.reset();
 * }
 * }</pre>
 *
 * <p>A session is opened on the healthy server with the fewest of them. When every place is taken {@link #acquire} waits,
 * and so holds back whoever asks for more than there is. A server that stops answering gets no new sessions, and its
 * group is told, which may replace it; sessions that were open there fail with {@code CONNECTION_LOST}, all others go on.
 * Safe for use by several threads.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class EnvPool<A extends Action, O extends Observation, S extends State> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerGroup group;
    private final EnvironmentTypes<A, O, S> types;
    private final ClientConfig config;
    private final PoolPlaces places;
    private final PoolMonitor monitor;

    private EnvPool(ServerGroup group, EnvironmentTypes<A, O, S> types, int sessionsPerServer, ClientConfig config) {
        this.group = group;
        this.types = types;
        this.config = config;
        this.places = new PoolPlaces(sessionsPerServer);
        this.monitor = new PoolMonitor(group, config.access(), places::present, places::checked);
        this.monitor.start();
    }

    /**
     * Makes a pool over a group of servers, as many sessions on each as it takes.
     *
     * @param group the servers; closed with the pool
     * @param types the environment's records
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the pool; the caller closes it
     */
    public static <A extends Action, O extends Observation, S extends State> EnvPool<A, O, S> over(
            ServerGroup group, EnvironmentTypes<A, O, S> types) {
        return over(group, types, Integer.MAX_VALUE, ClientConfig.defaults());
    }

    /**
     * Makes a pool over a group of servers.
     *
     * @param group the servers; closed with the pool
     * @param types the environment's records
     * @param sessionsPerServer how many sessions to have on each at most, at least 1
     * @param config how its sessions connect and wait, and the servers' token
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the pool; the caller closes it
     * @throws IllegalArgumentException if {@code sessionsPerServer} is less than 1; the group is not closed then
     */
    public static <A extends Action, O extends Observation, S extends State> EnvPool<A, O, S> over(
            ServerGroup group, EnvironmentTypes<A, O, S> types, int sessionsPerServer, ClientConfig config) {
        return new EnvPool<>(group, types, sessionsPerServer, config);
    }

    /**
     * Makes a pool over servers that somebody else runs; closing it stops none of them.
     *
     * @param urls where they are, such as {@code http://localhost:8000} or {@code localhost:8000}
     * @param types the environment's records
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the pool; the caller closes it
     * @throws IllegalArgumentException if there is none, or one is no server's address
     */
    public static <A extends Action, O extends Observation, S extends State> EnvPool<A, O, S> connect(
            Collection<String> urls, EnvironmentTypes<A, O, S> types) {
        return connect(urls, types, ClientConfig.defaults());
    }

    /**
     * Makes a pool over servers that somebody else runs; closing it stops none of them.
     *
     * @param urls where they are, such as {@code http://localhost:8000} or {@code localhost:8000}
     * @param types the environment's records
     * @param config how its sessions connect and wait, and the servers' token
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the pool; the caller closes it
     * @throws IllegalArgumentException if there is none, or one is no server's address
     */
    public static <A extends Action, O extends Observation, S extends State> EnvPool<A, O, S> connect(
            Collection<String> urls, EnvironmentTypes<A, O, S> types, ClientConfig config) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a pool needs the URL of at least one server");
        }
        ServerGroup group = ServerGroup.of(
                urls.stream().map(url -> ServerAddress.of(url).http()).toList());
        return over(group, types, Integer.MAX_VALUE, config);
    }

    /**
     * Starts containers and makes a pool over them; closing it stops and removes them.
     *
     * @param provider where they run; not closed by the pool
     * @param spec what runs
     * @param size how many, at least 1
     * @param types the environment's records
     * @param config how its sessions connect and wait, and the servers' token
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the pool; the caller closes it
     * @throws org.openenv.core.container.ContainerException if one can't be started
     */
    public static <A extends Action, O extends Observation, S extends State> EnvPool<A, O, S> ofContainers(
            ContainerProvider provider,
            ContainerSpec spec,
            int size,
            EnvironmentTypes<A, O, S> types,
            ClientConfig config) {
        return over(ContainerGroup.start(provider, spec, size), types, Integer.MAX_VALUE, config);
    }

    /**
     * Opens a session on the least busy server, waiting up to a minute for a place.
     *
     * @return a fresh session; closing it gives its place back
     * @throws OpenEnvException as {@link #acquire(Duration)}
     */
    public EnvClient<A, O, S> acquire() {
        return acquire(PATIENCE);
    }

    /**
     * Opens a session on the least busy server. A server that takes no connection, or does not answer the first question in
     * time, is left for another.
     *
     * @param patience how long it may take in all, but for a quarter of a second that a last attempt may take longer; zero or
     *     less to try once what is there
     * @return a fresh session; closing it gives its place back
     * @throws OpenEnvException with {@code CAPACITY_REACHED} when there was no place in time, {@code CONNECTION_LOST} when
     *     there was no healthy server or none with a place answered in time, {@code INTERRUPTED}; the message says how each is
     * @throws IllegalStateException if the pool is closed
     * @throws IllegalArgumentException if a component of the records can't cross the wire
     */
    public EnvClient<A, O, S> acquire(Duration patience) {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            PooledServer server = places.reserve(deadline);
            Optional<EnvClient<A, O, S>> session = open(server, deadline);
            if (session.isPresent()) {
                return session.get();
            }
            if (deadline.isPast()) {
                throw places.noPlace(deadline);
            }
        }
    }

    /** Connects on a place taken before; empty if the server has none after all, or does not answer. */
    private Optional<EnvClient<A, O, S>> open(PooledServer server, Deadline deadline) {
        AtomicBoolean released = new AtomicBoolean();
        Runnable release = () -> {
            if (released.compareAndSet(false, true)) {
                places.release(server);
            }
        };
        try {
            EnvClient<A, O, S> session = FirstAnswer.of(server.uri, types, config, deadline, release);
            places.opened(server);
            return Optional.of(session);
        } catch (OpenEnvException failure) {
            release.run();
            note(server, failure, deadline);
            return Optional.empty();
        } catch (RuntimeException | Error failure) {
            release.run();
            throw failure;
        }
    }

    /** Lets the next attempt go elsewhere, if another server may do better. */
    private void note(PooledServer server, OpenEnvException failure, Deadline deadline) {
        if (failure.code() == ErrorCode.TIMED_OUT && deadline.isPast()) {
            return; // that tells of the caller's patience, not of the server
        }
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
