package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.socket.Subprotocol;

/**
 * Lets a request through, or answers it itself: the host is addressed by a name of its own, a browser page of another origin
 * may not drive it, and where a token is asked for, every request carries it. The routes that are open to all need neither
 * name nor token, pages no token.
 *
 * <p>The token comes in the header {@code Authorization: Bearer …}, or, from a browser's WebSocket that can't set headers,
 * as the offered subprotocol {@code openenv.bearer.…} beside {@code openenv}.
 */
final class AccessGuard {

    private static final String BEARER = "bearer ";
    private static final HttpString ALLOW_ORIGIN = HttpString.tryFromString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_HEADERS = HttpString.tryFromString("Access-Control-Allow-Headers");
    private static final HttpString ALLOW_METHODS = HttpString.tryFromString("Access-Control-Allow-Methods");

    private static final HttpString EXPOSE_HEADERS = HttpString.tryFromString("Access-Control-Expose-Headers");
    private static final String ASKED_HEADERS =
            "Authorization, Content-Type, X-Session-ID, Range, If-None-Match, MCP-Protocol-Version,"
                    + " Mcp-Session-Id, Mcp-Method, Mcp-Name";

    private final OriginRule origins;
    private final HostNames names;
    private final byte @Nullable [] token;

    AccessGuard(HostConfig config) {
        this.origins = new OriginRule(config);
        this.names = new HostNames(config);
        String asked = config.access().authToken();
        this.token = asked == null ? null : digest(asked);
    }

    /**
     * Lets a request through, or answers it.
     *
     * @param kind that of the route it is for
     * @return whether it may go on
     */
    boolean lets(HttpServerExchange exchange, Route.Kind kind) {
        boolean open = kind == Route.Kind.OPEN;
        boolean page = kind == Route.Kind.PAGE || kind == Route.Kind.FRONT;
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        exchange.getResponseHeaders().add(Headers.VARY, "Origin");
        if (!open && !named(exchange)) {
            return false;
        }
        if (origin != null
                && !origins.allows(origin, exchange.getRequestHeaders().getFirst(Headers.HOST))) {
            return refused(
                    exchange,
                    StatusCodes.FORBIDDEN,
                    "A page of another origin may not use this server; --allow-origin lets it.");
        }
        if (origin != null && exchange.getRequestMethod().equals(Methods.OPTIONS)) {
            preflight(exchange, origin);
            return false;
        }
        if (!open && !page && !authorized(exchange)) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
            return refused(
                    exchange,
                    StatusCodes.UNAUTHORIZED,
                    "This server asks for a token: send it as 'Authorization: Bearer <token>'.");
        }
        if (origin != null) {
            exchange.getResponseHeaders().put(ALLOW_ORIGIN, origin).put(EXPOSE_HEADERS, "Mcp-Session-Id");
        }
        return true;
    }

    /** Whether the request is for a name of this host. */
    private boolean named(HttpServerExchange exchange) {
        HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
        if (hosts == null) {
            return exchange.getProtocol().equals(Protocols.HTTP_1_0)
                    || refused(exchange, StatusCodes.BAD_REQUEST, "The request has no Host header.");
        }
        if (hosts.size() > 1) {
            return refused(exchange, StatusCodes.BAD_REQUEST, "The request has more than one Host header.");
        }
        return names.allows(hosts.getFirst())
                || refused(
                        exchange,
                        StatusCodes.FORBIDDEN,
                        "This server does not go by the name in the Host header; --allow-host lets it, such as a"
                                + " proxy's name.");
    }

    private static boolean refused(HttpServerExchange exchange, int status, String detail) {
        HttpAnswer.detail(exchange, status, detail);
        return false;
    }

    private static void preflight(HttpServerExchange exchange, String origin) {
        exchange.getResponseHeaders()
                .put(ALLOW_ORIGIN, origin)
                .put(ALLOW_METHODS, "GET, POST, PUT, DELETE")
                .put(ALLOW_HEADERS, ASKED_HEADERS);
        exchange.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
    }

    private boolean authorized(HttpServerExchange exchange) {
        if (token == null) {
            return true;
        }
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return matches(header.substring(BEARER.length()).strip());
        }
        return Subprotocol.tokens(exchange).anyMatch(this::matches);
    }

    /** Compares digests of equal length, in constant time. */
    private boolean matches(String offered) {
        return MessageDigest.isEqual(digest(offered), token);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
