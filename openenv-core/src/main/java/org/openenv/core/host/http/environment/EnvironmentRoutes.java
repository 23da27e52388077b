package org.openenv.core.host.http.environment;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
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
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.http.file.FileRoutes;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.socket.WebSocketRoute;
import org.openenv.core.wire.OpenApi.Operation;
import org.openenv.core.wire.WireCodec;

/** What a host answers for one environment, below wherever that is mounted. */
public final class EnvironmentRoutes {

    private static final String HEALTHY = "{\"status\":\"healthy\"}";
    private static final List<Integer> OF_EPISODES = List.of(404, 410, 413, 422, 500, 503);

    private EnvironmentRoutes() {}

    /** The routes, in the order in which they are described. */
    public static <A extends Action, O extends Observation, S extends State> List<Route> of(
            ServedEnvironment<A, O, S> environment, HostContext context, WebSocketRoute sockets) {
        List<Route> routes = new ArrayList<>();
        HttpSessions<A, O, S> sessions = new HttpSessions<>(environment, context);
        if (!context.config().access().production()) {
            routes.addAll(episode(new EpisodeRoutes<>(environment, context, sessions)));
            routes.addAll(new FileRoutes<>(sessions::require, context).list());
        }
        routes.addAll(facts(environment, context));
        routes.addAll(ofSessions(sessions));
        routes.add(socket("/ws", sockets.handler(environment)));
        routes.addAll(new McpRoutes<>(environment, context).list());
        routes.add(socket("/mcp", sockets.mcpHandler(environment)));
        routes.addAll(new DoorRoutes<>(environment, context).list());
        if (context.config().servesPages()) {
            routes.addAll(new SharedEpisodeRoutes<>(environment, context, sessions, sockets).list());
        }
        return routes;
    }

    private static Route socket(String path, HttpHandler handler) {
        return Route.hidden(path, Route.Kind.SOCKET, (exchange, id) -> handler.handleRequest(exchange));
    }

    private static List<Route> episode(EpisodeRoutes<?, ?, ?> episode) {
        return List.of(
                Route.of(
                        inSession("POST", "/reset", "Starts an episode.", "ResetRequest", "StepResponse"),
                        (exchange, id) -> episode.reset(exchange)),
                Route.of(
                        inSession("POST", "/step", "Takes a step.", "StepRequest", "StepResponse"),
                        (exchange, id) -> episode.step(exchange)),
                Route.of(
                        inSession("GET", "/state", "Tells where the episode stands.", null, "State"),
                        (exchange, id) -> episode.state(exchange)),
                Route.of(
                        new Operation(
                                "POST",
                                "/sessions/{id}/fork",
                                "Makes copies of a session, each a session by itself that goes on from here.",
                                "ForkRequest",
                                201,
                                "Forked",
                                OF_EPISODES),
                        episode::fork));
    }

    private static Operation inSession(
            String method, String path, String summary, @Nullable String request, String response) {
        return new Operation(method, path, summary, request, 200, response, OF_EPISODES).inSession();
    }

    private static List<Route> facts(ServedEnvironment<?, ?, ?> environment, HostContext context) {
        return List.of(
                Route.of(
                                Route.get("/health", "Tells that the server answers.", "HealthResponse"),
                                (exchange, id) -> HttpAnswer.json(exchange, StatusCodes.OK, HEALTHY))
                        .open(),
                Route.of(
                        Route.get("/metadata", "Tells what the environment says about itself.", "EnvironmentMetadata"),
                        (exchange, id) ->
                                blocking(exchange, context, () -> WireCodec.writeValue(metadata(environment)))),
                Route.of(
                        Route.get("/schema", "Describes the environment's records.", "SchemaResponse"),
                        (exchange, id) -> blocking(exchange, context, environment::schemas)),
                Route.of(
                        Route.get("/guards", "Tells what stands between a program and the machine.", "Guards"),
                        (exchange, id) -> blocking(
                                exchange,
                                context,
                                () -> WireCodec.writeValue(
                                        environment.provider().guards()))));
    }

    private static List<Route> ofSessions(HttpSessions<?, ?, ?> sessions) {
        return List.of(
                Route.of(
                        new Operation(
                                "POST",
                                "/sessions",
                                "Opens a session.",
                                null,
                                201,
                                "SessionCreated",
                                List.of(409, 503)),
                        (exchange, id) -> sessions.create(exchange)),
                Route.of(
                        Route.get("/sessions", "Lists the open sessions.", "SessionList"),
                        (exchange, id) -> sessions.list(exchange)),
                Route.of(onSession("GET", "", "Shows a session.", "Session"), sessions::show),
                Route.of(onSession("DELETE", "", "Ends a session.", "SessionClosed"), sessions::delete),
                Route.of(
                        onSession("POST", "/interrupt", "Ends the step that runs in a session.", "Interrupted"),
                        sessions::interrupt),
                Route.of(
                        Route.get("/capacity", "Tells how many places for sessions there are.", "Capacity"),
                        (exchange, id) -> sessions.capacity(exchange)));
    }

    private static Operation onSession(String method, String below, String summary, String response) {
        return new Operation(method, "/sessions/{id}" + below, summary, null, 200, response, List.of(404, 409));
    }

    private static void blocking(HttpServerExchange exchange, HostContext context, Supplier<String> body) {
        HttpAnswer.offTheIoThread(
                exchange, context, () -> HttpAnswer.large(exchange, context, StatusCodes.OK, body.get()));
    }

    /** What {@code /envs} says of the environment: its metadata, and its guards where it has any. */
    public static Map<String, Object> listed(ServedEnvironment<?, ?, ?> environment) {
        Map<String, Object> fields = metadata(environment);
        Map<String, Object> guards = environment.provider().guards();
        if (!guards.isEmpty()) {
            fields.put("guards", guards);
        }
        return fields;
    }

    /** What {@code /metadata} says. */
    static Map<String, Object> metadata(ServedEnvironment<?, ?, ?> environment) {
        EnvironmentMetadata metadata = environment.metadata();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", metadata.name());
        fields.put("description", metadata.description());
        fields.put("readme_content", metadata.readme());
        fields.put("version", metadata.version());
        fields.put("author", metadata.author());
        fields.put("documentation_url", metadata.documentationUrl());
        return fields;
    }
}
