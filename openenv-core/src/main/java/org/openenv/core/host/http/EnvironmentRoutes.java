package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.wire.OpenApi.Operation;
import org.openenv.core.wire.WireCodec;

/** What a host answers for one environment, wherever it is mounted. */
final class EnvironmentRoutes {

    private static final String HEALTHY = "{\"status\":\"healthy\"}";

    private final ServedEnvironment<?, ?, ?> environment;
    private final RouteTable table;
    private final HttpHandler socket;

    private EnvironmentRoutes(ServedEnvironment<?, ?, ?> environment, List<Route> routes, HttpHandler socket) {
        this.environment = environment;
        this.table = new RouteTable(routes);
        this.socket = socket;
    }

    static <A extends Action, O extends Observation, S extends State> EnvironmentRoutes of(
            ServedEnvironment<A, O, S> environment, HostContext context, WebSocketRoute sockets) {
        List<Route> routes = new ArrayList<>();
        HttpSessions<A, O, S> sessions = new HttpSessions<>(environment, context);
        if (!context.config().access().production()) {
            EpisodeRoutes<A, O, S> episode = new EpisodeRoutes<>(environment, context, sessions);
            routes.add(route(
                    "POST",
                    "/reset",
                    "Starts an episode.",
                    "ResetRequest",
                    200,
                    "StepResponse",
                    List.of(404, 413, 422, 500, 503),
                    (exchange, id) -> episode.reset(exchange)));
            routes.add(route(
                    "POST",
                    "/step",
                    "Takes a step.",
                    "StepRequest",
                    200,
                    "StepResponse",
                    List.of(404, 413, 422, 500, 503),
                    (exchange, id) -> episode.step(exchange)));
            routes.add(route(
                    "GET",
                    "/state",
                    "Tells where the episode stands.",
                    null,
                    200,
                    "State",
                    List.of(404, 500, 503),
                    (exchange, id) -> episode.state(exchange)));
        }
        routes.addAll(facts(environment, context));
        routes.addAll(sessionRoutes(sessions));
        return new EnvironmentRoutes(environment, routes, sockets.handler(environment));
    }

    private static List<Route> facts(ServedEnvironment<?, ?, ?> environment, HostContext context) {
        return List.of(
                route(
                        "GET",
                        "/health",
                        "Tells that the server answers.",
                        null,
                        200,
                        "HealthResponse",
                        List.of(),
                        (exchange, id) -> HttpAnswer.json(exchange, StatusCodes.OK, HEALTHY)),
                route(
                        "GET",
                        "/metadata",
                        "Tells what the environment says about itself.",
                        null,
                        200,
                        "EnvironmentMetadata",
                        List.of(),
                        (exchange, id) ->
                                blocking(exchange, context, () -> WireCodec.writeValue(metadata(environment)))),
                route(
                        "GET",
                        "/schema",
                        "Describes the environment's records.",
                        null,
                        200,
                        "SchemaResponse",
                        List.of(),
                        (exchange, id) -> HttpAnswer.json(exchange, StatusCodes.OK, environment.schemas())),
                route(
                        "GET",
                        "/guards",
                        "Tells what stands between a program and the machine.",
                        null,
                        200,
                        "Guards",
                        List.of(),
                        (exchange, id) -> blocking(
                                exchange,
                                context,
                                () -> WireCodec.writeValue(
                                        environment.provider().guards()))));
    }

    private static List<Route> sessionRoutes(HttpSessions<?, ?, ?> sessions) {
        return List.of(
                route(
                        "POST",
                        "/sessions",
                        "Opens a session.",
                        null,
                        201,
                        "SessionCreated",
                        List.of(409, 503),
                        (exchange, id) -> sessions.create(exchange)),
                route(
                        "GET",
                        "/sessions",
                        "Lists the open sessions.",
                        null,
                        200,
                        "SessionList",
                        List.of(),
                        (exchange, id) -> sessions.list(exchange)),
                route(
                        "GET",
                        "/sessions/{id}",
                        "Shows a session.",
                        null,
                        200,
                        "Session",
                        List.of(404, 409),
                        sessions::show),
                route(
                        "DELETE",
                        "/sessions/{id}",
                        "Ends a session.",
                        null,
                        200,
                        "SessionClosed",
                        List.of(404, 409),
                        sessions::delete),
                route(
                        "POST",
                        "/sessions/{id}/interrupt",
                        "Ends the step that runs in a session.",
                        null,
                        200,
                        "Interrupted",
                        List.of(404, 409),
                        sessions::interrupt),
                route(
                        "GET",
                        "/capacity",
                        "Tells how many places for sessions there are.",
                        null,
                        200,
                        "Capacity",
                        List.of(),
                        (exchange, id) -> sessions.capacity(exchange)));
    }

    private static Route route(
            String method,
            String path,
            String summary,
            @Nullable String request,
            int status,
            String response,
            List<Integer> errors,
            Route.Endpoint endpoint) {
        return new Route(new Operation(method, path, summary, request, status, response, errors), endpoint);
    }

    private static void blocking(HttpServerExchange exchange, HostContext context, Supplier<String> body) {
        exchange.dispatch(context.lanes(), () -> HttpAnswer.json(exchange, StatusCodes.OK, body.get()));
    }

    ServedEnvironment<?, ?, ?> environment() {
        return environment;
    }

    List<Operation> operations() {
        return table.operations().toList();
    }

    /** Answers a request for a path below the environment's root; on an I/O thread. */
    void handle(HttpServerExchange exchange, String path) throws Exception {
        if (!"websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE))) {
            table.answer(exchange, path);
        } else if (path.equals("/ws")) {
            socket.handleRequest(exchange);
        } else {
            exchange.setStatusCode(StatusCodes.FORBIDDEN).endExchange();
        }
    }

    static Map<String, Object> metadata(ServedEnvironment<?, ?, ?> environment) {
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
        return fields;
    }
}
