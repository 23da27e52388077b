package org.openenv.core.host;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.openenv.core.MissingDependencyException;
import org.openenv.core.host.http.HttpServer;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.session.SessionReaper;
import org.openenv.core.host.session.SessionRegistry;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.EnvironmentProviders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: every environment it was started with, over HTTP and WebSocket, in sessions of their own.
 *
 * <p>Each environment is served under {@code /envs/{name}/}, one of them, the default, also at the root. Safe for use by
 * several threads.
 */
public final class EnvironmentHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentHost.class);

    /** How long an interrupted step may take to return before the host goes down without it. */
    private static final Duration ABORT_GRACE = Duration.ofSeconds(5);

    /** What would stand in the way of the tasks of an environment of that name, or of clients who look there for others. */
    private static final Set<String> RESERVED = Set.of("envs", "sessions", "web", "mcp");

    private final HostContext context;
    private final List<EnvironmentProvider<?, ?, ?>> providers;
    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EnvironmentHost(HostContext context, List<EnvironmentProvider<?, ?, ?>> providers) {
        this.context = context;
        this.providers = List.copyOf(providers);
        this.server = new HttpServer(context, served());
    }

    /**
     * Starts a host that serves every environment on the class path.
     *
     * @param config how to serve
     * @return the running host
     * @throws IllegalStateException if there is no environment, two have one name, one can't start, or the port can't be
     *     had; the message says which
     */
    public static EnvironmentHost start(HostConfig config) {
        return start(config, EnvironmentProviders.all());
    }

    /**
     * Starts a host that serves given environments. It owns them from now on, and closes them even when it can't start.
     *
     * @param config how to serve
     * @param providers the environments, the default first unless the config names another
     * @return the running host
     * @throws IllegalStateException if there is no environment, two have one name, one can't start, or the port can't be
     *     had; the message says which
     */
    public static EnvironmentHost start(HostConfig config, List<EnvironmentProvider<?, ?, ?>> providers) {
        return start(config, providers, EnvironmentHost::listen);
    }

    /**
     * Starts a host inside an Undertow server that is there already: {@link #handler} answers there, and no port is opened.
     * Where it is mounted below a path, {@link HostConfig#withRootPath} names that path:
     *
     * <pre>{@code
     * var host = EnvironmentHost.mount(HostConfig.defaults().withRootPath("/openenv"), EnvironmentProviders.all());
     * Undertow.builder().addHttpListener(8080, "0.0.0.0", Handlers.path(own).addPrefixPath("/openenv", host.handler()))
     * }</pre>
     *
     * <p>The other server's limits of headers, entities and connections hold in the place of the host's.
     *
     * @param config how to serve; its address, port and connections for each address are no matter
     * @param providers the environments, the default first unless the config names another; owned from now on
     * @return the running host
     * @throws IllegalStateException if there is no environment, two have one name, or one can't start
     */
    public static EnvironmentHost mount(HostConfig config, List<EnvironmentProvider<?, ?, ?>> providers) {
        return start(config, providers, host -> host.server.mount());
    }

    private static EnvironmentHost start(
            HostConfig config, List<EnvironmentProvider<?, ?, ?>> providers, Consumer<EnvironmentHost> door) {
        requireUndertow();
        HostContext context = HostContext.of(config);
        EnvironmentHost host = null;
        try {
            host = new EnvironmentHost(context, providers);
            host.open(door);
            return host;
        } catch (RuntimeException | Error failure) {
            if (host != null) {
                host.server.stop();
            }
            context.clock().close();
            context.lanes().shutdownNow();
            closeAll(providers);
            throw failure;
        }
    }

    private static void requireUndertow() {
        MissingDependencyException.require(
                "io.undertow.server.HttpHandler", "io.undertow:undertow-core", "serving environments");
    }

    /** Every environment by its name, in the order given. */
    private Map<String, ServedEnvironment<?, ?, ?>> served() {
        Map<String, ServedEnvironment<?, ?, ?>> byName = new LinkedHashMap<>();
        for (EnvironmentProvider<?, ?, ?> provider : providers) {
            ServedEnvironment<?, ?, ?> environment = new ServedEnvironment<>(
                    provider,
                    context.config().environmentConfigs().of(provider.metadata().name()));
            if (RESERVED.contains(environment.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalStateException("an environment can't be named '" + environment.name()
                        + "': the server has a route of that name; rename it");
            }
            ServedEnvironment<?, ?, ?> other = byName.putIfAbsent(environment.name(), environment);
            if (other != null) {
                throw new IllegalStateException("two environments are named '" + environment.name() + "': "
                        + other.provider().getClass().getName() + " and "
                        + provider.getClass().getName() + "; rename one, or take one off the class path");
            }
        }
        return byName;
    }

    private void open(Consumer<EnvironmentHost> door) {
        for (EnvironmentProvider<?, ?, ?> provider : providers) {
            provider.start(
                    context.config().environmentConfigs().of(provider.metadata().name()));
        }
        door.accept(this);
        SessionReaper.start(context);
        LOG.debug("serving {}", names());
    }

    private void listen() {
        try {
            server.start();
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException(
                    "can't listen on '" + context.config().host()
                            + "': this machine knows no such name or address; give one of its own, or 0.0.0.0 for all",
                    unknown);
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "can't listen on " + context.config().host() + ":"
                            + context.config().port() + ": " + failure.getMessage()
                            + "; choose another port or address, or stop what uses it",
                    failure);
        }
    }

    /**
     * Returns what answers requests of an Undertow server that this host is {@linkplain #mount mounted} in, WebSockets too.
     *
     * @return the handler
     * @throws IllegalStateException if this host listens by itself
     */
    public HttpHandler handler() {
        return server.handler();
    }

    /**
     * Returns where the host can be reached.
     *
     * @return such as {@code http://127.0.0.1:8000}
     * @throws IllegalStateException if it is mounted in another server
     */
    public URI uri() {
        String name = context.config().host();
        String host = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return URI.create("http://" + host + ":" + port());
    }

    /**
     * Returns the port it listens on.
     *
     * @return the port, never 0
     */
    public int port() {
        return server.port();
    }

    /**
     * Returns the names of the environments it serves, the default one not marked.
     *
     * @return names, at least one
     */
    public List<String> names() {
        return providers.stream().map(provider -> provider.metadata().name()).toList();
    }

    /**
     * Returns how many sessions are open.
     *
     * @return zero or more
     */
    public int activeSessions() {
        return context.registry().size();
    }

    /**
     * Stops: takes no new session, gives running steps the configured grace, interrupts those that take longer, closes
     * every environment and frees the port. Returns when that is done; closing again does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // an interrupted thread could not wait for anything
        try {
            stop();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stop() {
        SessionRegistry registry = context.registry();
        var sessions = registry.drain();
        sessions.forEach(session -> session.finish(SessionEnd.STOPPING, null));
        long began = System.nanoTime();
        if (!registry.awaitEmpty(context.config().times().drainGrace().toNanos())) {
            sessions.forEach(session -> session.abort(SessionEnd.STOPPING, null));
            if (!registry.awaitEmpty(ABORT_GRACE.toNanos())) {
                LOG.warn("{} sessions did not end when interrupted", registry.size());
            }
        }
        long left = context.config().times().drainGrace().toNanos() - (System.nanoTime() - began);
        context.doors().stop(left, ABORT_GRACE.toNanos());
        context.clock().close();
        endLanes();
        server.stop();
        closeAll(providers);
    }

    /** Waits for what the sessions send last, on the lanes. */
    private void endLanes() {
        ExecutorService lanes = context.lanes();
        lanes.shutdown();
        try {
            if (!lanes.awaitTermination(ABORT_GRACE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("a session's thread did not end when interrupted");
                lanes.shutdownNow();
            }
        } catch (InterruptedException e) {
            lanes.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void closeAll(List<EnvironmentProvider<?, ?, ?>> providers) {
        for (EnvironmentProvider<?, ?, ?> provider : new ArrayList<>(providers)) {
            try {
                provider.close();
            } catch (Throwable failure) {
                LOG.warn(
                        "closing the environment provider {} failed",
                        provider.getClass().getName(),
                        failure);
            }
        }
    }
}
