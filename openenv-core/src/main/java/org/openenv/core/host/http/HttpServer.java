package org.openenv.core.host.http;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.http.exchange.BoundedBody;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** Listens on a host's port and answers there, over HTTP and WebSocket. */
public final class HttpServer {

    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_HEADERS = 100;
    /** The episode bounds files, {@link BoundedBody} all else. */
    private static final long LARGEST_FILE = 1L << 50;

    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final int BUFFER_BYTES = 16 * 1024 - 20;
    private static final int BUFFERS_PER_THREAD = 4;
    private static final int BACKLOG = 1000;

    private final HostContext context;
    private final Map<String, ServedEnvironment<?, ?, ?>> environments;
    private final int ioThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private @Nullable HttpHandler mounted;
    private @Nullable XnioWorker worker;
    private @Nullable HttpOpenListener connections;
    private @Nullable AcceptingChannel<StreamConnection> server;

    /**
     * Prepares what {@link #start} starts.
     *
     * @param context what the parts of the host share
     * @param environments what is served, by name
     */
    public HttpServer(HostContext context, Map<String, ServedEnvironment<?, ?, ?>> environments) {
        this.context = context;
        this.environments = environments;
    }

    /**
     * Listens.
     *
     * @throws IOException if the address or the port can't be had
     * @throws IllegalStateException if there is no environment, or none of the default one's name
     */
    public void start() throws IOException {
        HostConfig config = context.config();
        XnioWorker started = QuietXnio.get()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, ioThreads)
                        .set(Options.WORKER_TASK_CORE_THREADS, 1)
                        .set(Options.WORKER_TASK_MAX_THREADS, 1)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
        worker = started;
        HttpOpenListener listener =
                new HttpOpenListener(new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD), options());
        connections = listener;
        Vitals vitals = Vitals.start(context, started, ioThreads);
        ConnectionLimit limit = new ConnectionLimit(
                config.limits().maxConnectionsPerAddress(),
                context.clock(),
                listener,
                Routes.handler(context, environments, vitals));
        listener.setRootHandler(limit);
        server = started.createStreamConnectionServer(
                new InetSocketAddress(InetAddress.getByName(config.host()), config.port()),
                ChannelListeners.openListenerAdapter(limit),
                OptionMap.builder()
                        .set(Options.TCP_NODELAY, true)
                        .set(Options.REUSE_ADDRESSES, true)
                        .set(Options.BACKLOG, BACKLOG)
                        .getMap());
        server.resumeAccepts();
    }

    /**
     * Answers through {@link #handler} only, on the threads of a server that somebody else runs.
     *
     * @throws IllegalStateException if there is no environment, or none of the default one's name
     */
    public void mount() {
        mounted = Routes.handler(context, environments, Vitals.start(context));
    }

    /**
     * Returns what answers a request.
     *
     * @return the handler
     * @throws IllegalStateException if it listens by itself
     */
    public HttpHandler handler() {
        HttpHandler handler = mounted;
        if (handler == null) {
            throw new IllegalStateException(
                    "this host listens by itself; EnvironmentHost.mount makes one for a server that is there already");
        }
        return handler;
    }

    private static OptionMap options() {
        return OptionMap.builder()
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                .set(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_FILE)
                .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) HEADER_TIMEOUT.toMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) KEEP_ALIVE.toMillis())
                .getMap();
    }

    /**
     * Returns the port it listens on.
     *
     * @return the port, never 0
     * @throws IllegalStateException if it does not listen
     */
    public int port() {
        AcceptingChannel<StreamConnection> listening = server;
        if (listening == null) {
            throw new IllegalStateException(
                    mounted == null
                            ? "the server does not listen"
                            : "this host is mounted in another server, which knows where it listens");
        }
        return listening.getLocalAddress(InetSocketAddress.class).getPort();
    }

    /** Frees the port and closes every connection; what was not started is no matter. */
    public void stop() {
        IoUtils.safeClose(server);
        if (connections != null) {
            connections.closeConnections();
        }
        if (worker != null) {
            worker.shutdownNow();
        }
    }
}
