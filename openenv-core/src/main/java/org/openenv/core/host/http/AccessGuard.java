package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;

/**
 * Lets a request through, or answers it itself: a browser page of another origin may not drive the host, and where a token
 * is asked for, every request but {@code /health} carries it.
 *
 * <p>The token comes in the header {@code Authorization: Bearer …}, or, from a browser's WebSocket that can't set headers,
 * as the offered subprotocol {@code openenv.bearer.…} beside {@code openenv}.
 */
final class AccessGuard implements HttpHandler {

    static final String SUBPROTOCOL = "openenv";
    private static final String TOKEN_PROTOCOL = SUBPROTOCOL + ".bearer.";
    private static final String BEARER = "bearer ";
    private static final HttpString ALLOW_ORIGIN = HttpString.tryFromString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_HEADERS = HttpString.tryFromString("Access-Control-Allow-Headers");
    private static final HttpString ALLOW_METHODS = HttpString.tryFromString("Access-Control-Allow-Methods");
    private static final Set<String> OPEN = Set.of("/health", "/live", "/ready");

    private final OriginRule origins;
    private final byte @Nullable [] token;
    private final HttpHandler next;

    AccessGuard(HostConfig config, HttpHandler next) {
        this.origins = new OriginRule(config);
        this.token = config.access().authToken() == null
                ? null
                : digest(config.access().authToken());
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (origin != null
                && !origins.allows(origin, exchange.getRequestHeaders().getFirst(Headers.HOST))) {
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.FORBIDDEN,
                    "A page of another origin may not use this server; --allow-origin lets it.");
        } else if (origin != null && exchange.getRequestMethod().equals(Methods.OPTIONS)) {
            preflight(exchange, origin);
        } else if (!authorized(exchange)) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.UNAUTHORIZED,
                    "This server asks for a token: send it as 'Authorization: Bearer <token>'.");
        } else {
            if (origin != null) {
                exchange.getResponseHeaders().put(ALLOW_ORIGIN, origin);
            }
            next.handleRequest(exchange);
        }
    }

    private static void preflight(HttpServerExchange exchange, String origin) {
        exchange.getResponseHeaders()
                .put(ALLOW_ORIGIN, origin)
                .put(ALLOW_METHODS, "GET, POST, DELETE")
                .put(ALLOW_HEADERS, "Authorization, Content-Type, X-Session-ID");
        exchange.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
    }

    private boolean authorized(HttpServerExchange exchange) {
        if (token == null || OPEN.contains(exchange.getRequestPath())) {
            return true;
        }
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return matches(header.substring(BEARER.length()).strip());
        }
        return offered(exchange)
                .filter(protocol -> protocol.startsWith(TOKEN_PROTOCOL))
                .anyMatch(protocol -> matches(protocol.substring(TOKEN_PROTOCOL.length())));
    }

    /** Compares digests of equal length, in constant time. */
    private boolean matches(String offered) {
        return MessageDigest.isEqual(digest(offered), token);
    }

    /** Whether a WebSocket client waits for the subprotocol to be chosen. */
    static boolean offersSubprotocol(HttpServerExchange exchange) {
        return offered(exchange).anyMatch(SUBPROTOCOL::equals);
    }

    private static Stream<String> offered(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_PROTOCOL)).stream()
                .flatMap(protocols -> Arrays.stream(protocols.split(",")))
                .map(String::strip);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
