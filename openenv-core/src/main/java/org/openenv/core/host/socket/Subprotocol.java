package org.openenv.core.host.socket;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Arrays;
import java.util.stream.Stream;

/** The subprotocols by which a browser's WebSocket, which can't set headers, shows a token. */
public final class Subprotocol {

    static final String NAME = "openenv";

    /** What clients of the Model Context Protocol offer. */
    static final String MCP = "mcp";

    private static final String TOKEN = NAME + ".bearer.";

    private Subprotocol() {}

    /** Whether a client waits for a subprotocol to be chosen. */
    static boolean offered(HttpServerExchange exchange, String name) {
        return all(exchange).anyMatch(name::equals);
    }

    /** The tokens a client shows. */
    public static Stream<String> tokens(HttpServerExchange exchange) {
        return all(exchange)
                .filter(protocol -> protocol.startsWith(TOKEN))
                .map(protocol -> protocol.substring(TOKEN.length()));
    }

    private static Stream<String> all(HttpServerExchange exchange) {
        HeaderValues offered = exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_PROTOCOL);
        return offered == null
                ? Stream.empty()
                : offered.stream()
                        .flatMap(protocols -> Arrays.stream(protocols.split(",")))
                        .map(String::strip);
    }
}
