package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Optional;
import org.openenv.core.host.http.exchange.BoundedBody;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;

/** Finds the route of a request in the table, and has the guard let it through. */
final class RootHandler implements HttpHandler {

    private static final AttachmentKey<String> BELOW_ROOT = AttachmentKey.create(String.class);

    private final RouteTable table;
    private final AccessGuard guard;
    private final String rootPath;
    private final long mostBytes;

    RootHandler(RouteTable table, AccessGuard guard, String rootPath, long mostBytes) {
        this.table = table;
        this.guard = guard;
        this.rootPath = rootPath;
        this.mostBytes = mostBytes;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String path = belowRoot(exchange.getRequestPath());
        exchange.putAttachment(BELOW_ROOT, path);
        Optional<RouteTable.Found> found =
                table.find(path).filter(there -> there.kind() != Route.Kind.FRONT || PageRoutes.wanted(exchange));
        String method = exchange.getRequestMethod().toString();
        boolean takesMore = found.flatMap(table -> table.route(method))
                .map(Route::takesFiles)
                .orElse(false);
        if (!takesMore) {
            BoundedBody.bound(exchange, mostBytes);
        }
        if (!guard.lets(exchange, found.map(RouteTable.Found::kind).orElse(Route.Kind.GUARDED))
                || !Codings.lets(exchange)) {
            return;
        }
        boolean upgrade =
                "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE));
        if (upgrade) {
            Optional<Route> socket = found.flatMap(RouteTable.Found::socket);
            if (socket.isEmpty()) {
                HttpAnswer.detail(exchange, StatusCodes.FORBIDDEN, "There is no WebSocket under this path.");
            } else if (Handshake.lets(exchange)) {
                HttpAnswer.answered(
                        exchange,
                        () -> socket.get()
                                .endpoint()
                                .answer(exchange, found.get().id()));
            }
        } else if (found.isPresent() && !found.get().allowed().isEmpty()) {
            answer(exchange, found.get());
        } else {
            HttpAnswer.notFound(exchange);
        }
    }

    /** The path that was asked for, below the server's root. */
    static String pathBelowRoot(HttpServerExchange exchange) {
        return exchange.getAttachment(BELOW_ROOT);
    }

    /** A proxy may pass its prefix on, or take it away. */
    private String belowRoot(String path) {
        return !rootPath.isEmpty() && path.startsWith(rootPath + "/") ? path.substring(rootPath.length()) : path;
    }

    private static void answer(HttpServerExchange exchange, RouteTable.Found found) {
        Optional<Route> route = found.route(exchange.getRequestMethod().toString());
        if (route.isEmpty()) {
            exchange.getResponseHeaders().put(Headers.ALLOW, found.allowed());
            HttpAnswer.detail(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Method Not Allowed");
            return;
        }
        HttpAnswer.answered(exchange, () -> route.get().endpoint().answer(exchange, found.id()));
    }
}
