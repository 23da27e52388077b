package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.resource.Clock;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Refuses connections of an address that holds too many, so that one client can't use up the host's descriptors. A connection
 * counts from its first moment, whether it says anything or not; one too many is told so if it asks at once, and is closed
 * if it does not.
 */
final class ConnectionLimit implements ChannelListener<StreamConnection>, HttpHandler {

    private static final Duration TO_ASK = Duration.ofSeconds(1);

    /** How many of one address are told that they are too many, at a time; the others are closed at once. */
    private static final int TOLD = 8;

    private final int max;
    private final Clock clock;
    private final ChannelListener<StreamConnection> open;
    private final HttpHandler next;
    private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();
    private final Set<InetSocketAddress> tooMany = ConcurrentHashMap.newKeySet();

    ConnectionLimit(int max, Clock clock, ChannelListener<StreamConnection> open, HttpHandler next) {
        this.max = max;
        this.clock = clock;
        this.open = open;
        this.next = next;
    }

    /** Counts a connection that was accepted, until it is closed. */
    @Override
    public void handleEvent(StreamConnection connection) {
        InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
        int held = connections.merge(peer.getAddress(), 1, Integer::sum);
        if (held > max + TOLD) {
            release(peer);
            IoUtils.safeClose(connection);
            return;
        }
        if (held > max) {
            tooMany.add(peer);
            var unused = clock.after(TO_ASK, () -> IoUtils.safeClose(connection));
        }
        AtomicBoolean released = new AtomicBoolean();
        Runnable gone = () -> {
            if (released.compareAndSet(false, true)) {
                tooMany.remove(peer);
                release(peer);
            }
        };
        open.handleEvent(connection);
        ChannelListener<? super StreamConnection> others = connection.getCloseListener();
        connection.setCloseListener(closed -> {
            gone.run();
            ChannelListeners.invokeChannelListener(closed, others);
        });
        if (!connection.isOpen()) {
            gone.run();
        }
    }

    private void release(InetSocketAddress peer) {
        connections.computeIfPresent(peer.getAddress(), (key, count) -> count > 1 ? count - 1 : null);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!tooMany.contains(exchange.getConnection().getPeerAddress(InetSocketAddress.class))) {
            next.handleRequest(exchange);
            return;
        }
        exchange.setPersistent(false);
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        HttpAnswer.detail(
                exchange,
                StatusCodes.TOO_MANY_REQUESTS,
                "Too many connections from one address: this server takes " + max + ".");
    }
}
