package org.openenv.core.host.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.spi.EnvironmentProvider;

/** Listens on a host's port and answers there, over HTTP and WebSocket. */
public final class HttpServer {

    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private final HostContext context;
    private final Undertow server;

    /**
     * Prepares what {@link #start} starts.
     *
     * @param context what the parts of the host share
     * @param environments what is served, by name
     * @throws IllegalStateException if there is no environment, or none of the default one's name
     */
    public HttpServer(HostContext context, Map<String, ServedEnvironment<?, ?, ?>> environments) {
        HostConfig config = context.config();
        this.context = context;
        AccessGuard guarded = new AccessGuard(config, root(environments));
        this.server = Undertow.builder()
                .addHttpListener(
                        config.port(),
                        config.host(),
                        new ConnectionLimit(config.limits().maxConnectionsPerAddress(), guarded))
                .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerThreads(1)
                .setServerOption(
                        UndertowOptions.MAX_ENTITY_SIZE, (long) config.limits().maxMessageBytes())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) HEADER_TIMEOUT.toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) KEEP_ALIVE.toMillis())
                .build();
    }

    private RootHandler root(Map<String, ServedEnvironment<?, ?, ?>> environments) {
        WebSocketRoute sockets = new WebSocketRoute(context);
        Map<String, EnvironmentRoutes> byName = new LinkedHashMap<>();
        environments.forEach(
                (name, environment) -> byName.put(name, EnvironmentRoutes.of(environment, context, sockets)));
        EnvironmentRoutes root = defaultOf(byName);
        return new RootHandler(HostRoutes.table(context, root, byName.values()), root, byName);
    }

    private EnvironmentRoutes defaultOf(Map<String, EnvironmentRoutes> byName) {
        if (byName.isEmpty()) {
            throw new IllegalStateException("there is no environment to serve: none is named in META-INF/services/"
                    + EnvironmentProvider.class.getName() + " on the class path");
        }
        String asked = context.config().defaultEnvironment();
        String name = asked == null ? byName.keySet().iterator().next() : asked;
        EnvironmentRoutes routes = byName.get(name);
        if (routes == null) {
            throw new IllegalStateException(
                    "there is no environment '" + name + "' to be the default; found: " + byName.keySet());
        }
        return routes;
    }

    /**
     * Listens.
     *
     * @throws RuntimeException if the port can't be had
     */
    public void start() {
        server.start();
    }

    /** {@return the port it listens on: never 0} */
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Frees the port and closes every connection. */
    public void stop() {
        server.stop();
    }
}
