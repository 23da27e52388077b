package org.openenv.core.testing;

import java.util.ArrayList;
import java.util.List;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;

/**
 * An environment served on a free port of the loopback address for the time of a test, and clients connected to it.
 * Closing it closes its clients, then the host. Not safe for use by several threads.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class HostedEnvironment<A extends Action, O extends Observation, S extends State>
        implements AutoCloseable {

    private final EnvironmentProvider<A, O, S> provider;
    private final EnvironmentHost host;
    private final List<EnvClient<A, O, S>> clients = new ArrayList<>();

    private HostedEnvironment(EnvironmentProvider<A, O, S> provider, HostConfig config) {
        this.provider = provider;
        this.host = EnvironmentHost.start(config, List.of(provider));
    }

    /**
     * Serves an environment.
     *
     * @param provider the environment; owned from now on
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the running host
     */
    public static <A extends Action, O extends Observation, S extends State> HostedEnvironment<A, O, S> serve(
            EnvironmentProvider<A, O, S> provider) {
        return serve(provider, HostConfig.defaults());
    }

    /**
     * Serves an environment with options.
     *
     * @param provider the environment; owned from now on
     * @param options the host's options; the port is set to a free one
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the running host
     */
    public static <A extends Action, O extends Observation, S extends State> HostedEnvironment<A, O, S> serve(
            EnvironmentProvider<A, O, S> provider, HostConfig options) {
        return new HostedEnvironment<>(provider, options.withPort(0));
    }

    /**
     * Connects a client.
     *
     * @return a new session
     */
    public EnvClient<A, O, S> connect() {
        return connect(ClientConfig.defaults());
    }

    /**
     * Connects a client with options.
     *
     * @param config how it waits
     * @return a new session
     */
    public EnvClient<A, O, S> connect(ClientConfig config) {
        EnvClient<A, O, S> client = EnvClient.connect(host.uri().toString(), provider.types(), config);
        clients.add(client);
        return client;
    }

    /**
     * Returns the host.
     *
     * @return the running host
     */
    public EnvironmentHost host() {
        return host;
    }

    /** Closes every client that {@code connect} gave. */
    public void disconnect() {
        clients.forEach(EnvClient::close);
        clients.clear();
    }

    @Override
    public void close() {
        disconnect();
        host.close();
    }
}
