package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses connections of an address that holds too many, so that one client can't use up the host's descriptors. */
final class ConnectionLimit implements HttpHandler {

    private static final AttachmentKey<Boolean> COUNTED = AttachmentKey.create(Boolean.class);

    private final int max;
    private final HttpHandler next;
    private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();

    ConnectionLimit(int max, HttpHandler next) {
        this.max = max;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (counted(exchange.getConnection(), exchange.getSourceAddress().getAddress())) {
            next.handleRequest(exchange);
        } else {
            exchange.setPersistent(false);
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.TOO_MANY_REQUESTS,
                    "Too many connections from one address: this server takes " + max + ".");
        }
    }

    /** Counts a connection at its first request; returns whether it may be used. */
    private boolean counted(ServerConnection connection, InetAddress address) {
        if (connection.getAttachment(COUNTED) != null) {
            return true;
        }
        int held = connections.merge(address, 1, Integer::sum);
        if (held > max) {
            release(address);
            return false;
        }
        connection.putAttachment(COUNTED, true);
        connection.addCloseListener(closed -> release(address));
        return true;
    }

    private void release(InetAddress address) {
        connections.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }
}
