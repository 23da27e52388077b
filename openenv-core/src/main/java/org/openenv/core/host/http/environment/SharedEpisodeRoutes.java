package org.openenv.core.host.http.environment;

import io.undertow.server.HttpHandler;
import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.List;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.socket.EpisodeFeed;
import org.openenv.core.host.socket.WebSocketRoute;
import org.openenv.core.wire.WireCodec;

/**
 * What OpenEnv's own page asks a server for, below {@code /web}: one episode that all its readers share, beside the one of
 * {@code /step}. It has a place as every session has, from the first request on.
 */
final class SharedEpisodeRoutes<A extends Action, O extends Observation, S extends State> {

    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    private final EpisodeFeed<A, O, S> feed;
    private final EpisodeRoutes<A, O, S> episode;
    private final WebSocketRoute sockets;

    SharedEpisodeRoutes(
            ServedEnvironment<A, O, S> environment,
            HostContext context,
            HttpSessions<A, O, S> sessions,
            WebSocketRoute sockets) {
        this.environment = environment;
        this.context = context;
        this.feed = new EpisodeFeed<>(context);
        this.episode = new EpisodeRoutes<>(environment, context, sessions, feed::around);
        this.sockets = sockets;
    }

    List<Route> list() {
        List<Route> routes = new ArrayList<>();
        routes.add(guarded(
                "/web/metadata",
                (exchange, id) -> HttpAnswer.offTheIoThread(
                        exchange,
                        context,
                        () -> HttpAnswer.json(
                                exchange,
                                StatusCodes.OK,
                                WireCodec.writeValue(EnvironmentRoutes.metadata(environment))))));
        if (!context.config().access().production()) {
            routes.add(guarded("/web/reset", (exchange, id) -> episode.reset(exchange))
                    .post());
            routes.add(guarded("/web/step", (exchange, id) -> episode.pageStep(exchange))
                    .post());
            routes.add(guarded("/web/state", (exchange, id) -> episode.state(exchange)));
            HttpHandler telling = sockets.feedHandler(feed);
            routes.add(Route.hidden("/ws/ui", Route.Kind.SOCKET, (exchange, id) -> telling.handleRequest(exchange)));
        }
        return routes;
    }

    private static Route guarded(String path, Route.Endpoint endpoint) {
        return Route.hidden(path, Route.Kind.GUARDED, endpoint);
    }
}
