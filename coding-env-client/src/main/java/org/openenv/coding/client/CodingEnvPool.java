package org.openenv.coding.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.core.OpenEnvException;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.ServerGroup;
import org.openenv.core.pool.EnvPool;
import org.openenv.core.pool.ServerStatus;

/**
 * Sessions of the coding environment spread over several servers: an {@link EnvPool} that gives a {@link CodingEnv}.
 *
 * <pre>{@code
 * try (var pool = CodingEnvPool.ofContainers(docker, ContainerSpec.of("coding-env:latest"), 4);
 *         var env = pool.acquire()) {
 *     env.reset();
 * }
 * }</pre>
 *
 * <p>Sessions go to the least busy server; what happens when places or servers lack tells {@link EnvPool}. Safe for use by
 * several threads.
 */
public final class CodingEnvPool implements AutoCloseable {

    private final EnvPool<CodeAction, CodeObservation, CodeState> pool;

    private CodingEnvPool(EnvPool<CodeAction, CodeObservation, CodeState> pool) {
        this.pool = pool;
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
        return new CodingEnvPool(EnvPool.over(group, CodingTypes.TYPES, sessionsPerServer, config));
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
        return new CodingEnvPool(EnvPool.connect(urls, CodingTypes.TYPES, config));
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
        return new CodingEnvPool(EnvPool.ofContainers(provider, spec, size, CodingTypes.TYPES, config));
    }

    /**
     * Opens a session on the least busy server, waiting up to a minute for a place.
     *
     * @return a fresh session; closing it gives its place back
     * @throws OpenEnvException as {@link #acquire(Duration)}
     */
    public CodingEnv acquire() {
        return CodingEnv.over(pool.acquire());
    }

    /**
     * Opens a session on the least busy server.
     *
     * @param patience how long it may take in all; zero or less to try once what is there
     * @return a fresh session; closing it gives its place back
     * @throws OpenEnvException with {@code CAPACITY_REACHED} when there was no place in time, {@code CONNECTION_LOST} when
     *     there was no healthy server, {@code INTERRUPTED}; the message says how each server is
     * @throws IllegalStateException if the pool is closed
     */
    public CodingEnv acquire(Duration patience) {
        return CodingEnv.over(pool.acquire(patience));
    }

    /**
     * Returns the pool with sessions of any environment's kind, for what is written for all: {@code EnvBatch}, {@code
     * Rollouts}.
     *
     * @return the same pool; closing either closes both
     */
    public EnvPool<CodeAction, CodeObservation, CodeState> sessions() {
        return pool;
    }

    /**
     * Returns how each server is.
     *
     * @return one entry for each server of the group, as of its last check
     */
    public List<ServerStatus> status() {
        return pool.status();
    }

    /**
     * Gives out no more sessions and closes the group, which stops what it has started. Sessions that are still open lose
     * those servers. Closing again does nothing.
     */
    @Override
    public void close() {
        pool.close();
    }
}
