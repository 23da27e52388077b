package org.openenv.core.host;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.wire.WireCodec;

/** What a host answers for one environment, wherever it is mounted. */
final class EnvironmentRoutes {

    private static final String HEALTHY = "{\"status\":\"healthy\"}";

    private final Map<String, Route> routes;
    private final HttpHandler socket;

    private EnvironmentRoutes(List<Route> routes, HttpHandler socket) {
        this.routes = routes.stream().collect(Collectors.toMap(Route::path, Function.identity()));
        this.socket = socket;
    }

    static EnvironmentRoutes of(
            ServedEnvironment<?, ?, ?> environment, SessionRegistry registry, Executor lanes, WebSocketRoute sockets) {
        EpisodeRoutes<?, ?, ?> episode = episode(environment, registry, lanes);
        HttpString get = Methods.GET;
        HttpString post = Methods.POST;
        return new EnvironmentRoutes(
                List.of(
                        new Route(post, "/reset", episode::reset),
                        new Route(post, "/step", episode::step),
                        new Route(get, "/state", episode::state),
                        new Route(get, "/health", exchange -> HttpAnswer.json(exchange, StatusCodes.OK, HEALTHY)),
                        new Route(
                                get,
                                "/schema",
                                exchange -> HttpAnswer.json(exchange, StatusCodes.OK, environment.schemas())),
                        new Route(
                                get,
                                "/metadata",
                                exchange -> exchange.dispatch(
                                        lanes, () -> HttpAnswer.json(exchange, StatusCodes.OK, metadata(environment)))),
                        new Route(
                                get,
                                "/guards",
                                exchange -> exchange.dispatch(
                                        lanes,
                                        () -> HttpAnswer.json(
                                                exchange,
                                                StatusCodes.OK,
                                                WireCodec.writeValue(
                                                        environment.provider().guards()))))),
                sockets.handler(environment));
    }

    private static <A extends Action, O extends Observation, S extends State> EpisodeRoutes<A, O, S> episode(
            ServedEnvironment<A, O, S> environment, SessionRegistry registry, Executor lanes) {
        return new EpisodeRoutes<>(environment, new PlainEpisode<>(environment, registry, lanes));
    }

    /** Answers a request for a path below the environment's root; on an I/O thread. */
    void handle(HttpServerExchange exchange, String path) throws Exception {
        boolean upgrade =
                "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE));
        if (upgrade) {
            upgrade(exchange, path);
            return;
        }
        Route route = routes.get(path);
        if (route == null) {
            HttpAnswer.notFound(exchange);
        } else if (!route.method().equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().put(Headers.ALLOW, route.method().toString());
            HttpAnswer.detail(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Method Not Allowed");
        } else {
            route.handler().handleRequest(exchange);
        }
    }

    private void upgrade(HttpServerExchange exchange, String path) throws Exception {
        if (path.equals("/ws")) {
            socket.handleRequest(exchange);
        } else {
            exchange.setStatusCode(StatusCodes.FORBIDDEN).endExchange();
        }
    }

    private static String metadata(ServedEnvironment<?, ?, ?> environment) {
        EnvironmentMetadata metadata = environment.metadata();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", metadata.name());
        fields.put("description", metadata.description());
        fields.put("readme_content", metadata.readme());
        fields.put("version", metadata.version());
        fields.put("author", metadata.author());
        fields.put("documentation_url", metadata.documentationUrl());
        Map<String, Object> guards = environment.provider().guards();
        if (!guards.isEmpty()) {
            fields.put("guards", guards);
        }
        return WireCodec.writeValue(fields);
    }
}
