package org.openenv.core.host.http.exchange;

import io.undertow.server.HttpServerExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.OpenApi.Operation;

/**
 * One thing a host answers under a path: how it is described, and how it is done.
 *
 * @param method the HTTP method
 * @param path where, with {@code {id}} in the place of a segment, or {@code {file}} in that of the rest
 * @param kind who may ask, and how
 * @param operation how it is described, or {@code null} where it is not
 * @param endpoint called on an I/O thread
 */
public record Route(
        String method, String path, Kind kind, @Nullable Operation operation, Endpoint endpoint) {

    /** Who may ask, and how. */
    public enum Kind {
        /** Whoever the guard lets. */
        GUARDED,
        /** Everybody: a probe. */
        OPEN,
        /** Whoever addresses the host by a name of its own, without a token: a page, which holds nothing of anybody's. */
        PAGE,
        /** The same, for those who ask for HTML; for all others there is nothing under this path. */
        FRONT,
        /** Whoever the guard lets, to make the connection a WebSocket. */
        SOCKET
    }

    /** Answers a request. */
    @FunctionalInterface
    public interface Endpoint {
        /**
         * Answers, now or later.
         *
         * @param exchange the request
         * @param id what stands in the path's place for an id; empty where it has none
         */
        void answer(HttpServerExchange exchange, String id) throws Exception;
    }

    /** Whether its body is a file, and so may be larger than a message: it is never held as a whole. */
    public boolean takesFiles() {
        return method.equals("PUT");
    }

    /** A route that is described. */
    public static Route of(Operation operation, Endpoint endpoint) {
        return new Route(operation.method(), operation.path(), Kind.GUARDED, operation, endpoint);
    }

    /** A route that is not described. */
    public static Route hidden(String path, Kind kind, Endpoint endpoint) {
        return new Route("GET", path, kind, null, endpoint);
    }

    /** A GET of JSON that answers nothing but 200. */
    public static Operation get(String path, String summary, @Nullable String response) {
        return new Operation("GET", path, summary, null, 200, response, List.of());
    }

    /** The same, open to all. */
    public Route open() {
        return new Route(method, path, Kind.OPEN, operation, endpoint);
    }

    /** The same for POST. */
    public Route post() {
        return new Route("POST", path, kind, operation, endpoint);
    }

    /** The same as a page. */
    public Route page() {
        return new Route(method, path, Kind.PAGE, operation, endpoint);
    }

    /** The same below a prefix, not described again. */
    public Route below(String prefix) {
        return new Route(method, prefix + path, kind == Kind.OPEN ? Kind.GUARDED : kind, null, endpoint);
    }
}
