package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.OpenApi.Operation;

/** Finds the route of a method and a path; answers 404 and 405 where there is none. The only place that knows paths. */
final class RouteTable {

    private static final String ID = "{id}";
    private static final String WITH_ID = "/sessions/";

    private final Map<String, Map<String, Route>> byPath = new LinkedHashMap<>();

    RouteTable(List<Route> routes) {
        for (Route route : routes) {
            byPath.computeIfAbsent(route.operation().path(), path -> new LinkedHashMap<>())
                    .put(route.operation().method(), route);
        }
    }

    /** Every operation, in the order of the routes. */
    Stream<Operation> operations() {
        return byPath.values().stream()
                .flatMap(methods -> methods.values().stream())
                .map(Route::operation);
    }

    boolean has(String path) {
        return byPath.containsKey(path);
    }

    void answer(HttpServerExchange exchange, String path) throws Exception {
        String id = id(path);
        Map<String, Route> methods = byPath.get(id.isEmpty() ? path : path.replace(WITH_ID + id, WITH_ID + ID));
        if (methods == null) {
            HttpAnswer.notFound(exchange);
            return;
        }
        Route route = methods.get(exchange.getRequestMethod().toString());
        if (route == null) {
            exchange.getResponseHeaders()
                    .put(Headers.ALLOW, methods.keySet().stream().collect(Collectors.joining(", ")));
            HttpAnswer.detail(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Method Not Allowed");
            return;
        }
        try {
            route.endpoint().answer(exchange, id);
        } catch (OpenEnvException failure) {
            HttpAnswer.failure(exchange, failure);
        }
    }

    /** What stands in a path's place for an id; empty where it has none. */
    private static String id(String path) {
        if (!path.startsWith(WITH_ID)) {
            return "";
        }
        int end = path.indexOf('/', WITH_ID.length());
        return end < 0 ? path.substring(WITH_ID.length()) : path.substring(WITH_ID.length(), end);
    }
}
