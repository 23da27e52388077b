package org.openenv.core.server;

import java.net.URI;
import java.util.List;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;

/** A host with all that belongs to it, which ends when the host has ended. */
final class RunningServer implements AutoCloseable {

    private final EnvironmentHost host;
    private final HostConfig config;
    private final Environments environments;
    private final Watching watching;

    private RunningServer(EnvironmentHost host, HostConfig config, Environments environments, Watching watching) {
        this.host = host;
        this.config = config;
        this.environments = environments;
        this.watching = watching;
    }

    /** Starts a host; if it can't start, what was given is closed. */
    static RunningServer start(HostConfig config, Environments environments, Watching watching) {
        HostConfig watched = watching.applyTo(config);
        try {
            EnvironmentHost host = EnvironmentHost.start(watched, environments.handOver());
            return new RunningServer(host, watched, environments, watching);
        } catch (RuntimeException | Error failure) {
            watching.close();
            environments.close();
            throw failure;
        }
    }

    URI uri() {
        return host.uri();
    }

    HostConfig config() {
        return config;
    }

    String startLine(String program) {
        List<EnvironmentProvider<?, ?, ?>> providers = environments.all();
        return StartLine.of(program, host, config.limits().maxSessions(), providers);
    }

    @Override
    public void close() {
        host.close();
        watching.close();
        environments.close();
    }
}
