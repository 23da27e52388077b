package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.openenv.core.host.http.environment.DoorRoutes;
import org.openenv.core.host.http.environment.EnvironmentRoutes;
import org.openenv.core.host.http.environment.TaskRoutes;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.socket.WebSocketRoute;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.wire.OpenApi;

/** Puts the table of routes together: the host's own, each environment's, and the default environment's at the root. */
final class Routes {

    /** The version of what is served, told by the description; the project's own version is another matter. */
    private static final String API_VERSION = "1.0.0";

    private Routes() {}

    static HttpHandler handler(
            HostContext context, Map<String, ServedEnvironment<?, ?, ?>> environments, Vitals vitals) {
        ServedEnvironment<?, ?, ?> root = defaultOf(context, environments);
        WebSocketRoute sockets = new WebSocketRoute(context);
        List<Route> all = new ArrayList<>(new HostRoutes(context, vitals, root, environments.values()).list());
        all.add(description(context, root, "", all));
        if (context.config().servesPages()) {
            all.addAll(PageRoutes.ofHost());
        }
        List<Route> below = new ArrayList<>();
        environments.forEach((name, environment) -> {
            List<Route> own = EnvironmentRoutes.of(environment, context, sockets);
            if (context.config().servesPages()) {
                own.add(PageRoutes.ofEnvironment());
            }
            if (environment == root) {
                all.addAll(own);
            }
            own.addAll(new TaskRoutes(context, List.of(environment)).list());
            String path = "/envs/" + name;
            own.add(description(context, environment, path, own));
            own.forEach(route -> below.add(route.below(path)));
        });
        all.addAll(below);
        all.addAll(new TaskRoutes(context, defaultFirst(root, environments)).list());
        return new RootHandler(
                new RouteTable(all),
                new AccessGuard(context.config()),
                context.config().rootPath(),
                context.config().limits().maxMessageBytes());
    }

    private static Collection<ServedEnvironment<?, ?, ?>> defaultFirst(
            ServedEnvironment<?, ?, ?> root, Map<String, ServedEnvironment<?, ?, ?>> environments) {
        Set<ServedEnvironment<?, ?, ?>> ordered = new LinkedHashSet<>(List.of(root));
        ordered.addAll(environments.values());
        return ordered;
    }

    private static ServedEnvironment<?, ?, ?> defaultOf(
            HostContext context, Map<String, ServedEnvironment<?, ?, ?>> environments) {
        if (environments.isEmpty()) {
            throw new IllegalStateException("there is no environment to serve: none is named in META-INF/services/"
                    + EnvironmentProvider.class.getName() + " on the class path");
        }
        String asked = context.config().defaultEnvironment();
        ServedEnvironment<?, ?, ?> found =
                asked == null ? environments.values().iterator().next() : environments.get(asked);
        if (found == null) {
            throw new IllegalStateException(
                    "there is no environment '" + asked + "' to be the default; found: " + environments.keySet());
        }
        return found;
    }

    /** The description of what is served at a path, itself included: the routes are read when it is first asked for. */
    private static Route description(
            HostContext context, ServedEnvironment<?, ?, ?> environment, String path, List<Route> routes) {
        String prefix = context.config().rootPath();
        Supplier<String> description = new Described(() -> OpenApi.describe(
                environment.name(),
                API_VERSION,
                prefix.isEmpty() ? "." : prefix + path,
                environment.provider().types(),
                new RouteTable(routes).operations().toList(),
                DoorRoutes.schemas(environment)));
        return Route.of(
                Route.get("/openapi.json", "The description, for programs.", "Guards"),
                (exchange, id) -> HttpAnswer.offTheIoThread(
                        exchange,
                        context,
                        () -> HttpAnswer.large(exchange, context, StatusCodes.OK, description.get())));
    }

    /** The description is made when it is first asked for. */
    private static final class Described implements Supplier<String> {

        private final Supplier<String> making;
        private volatile String text = "";

        Described(Supplier<String> making) {
            this.making = making;
        }

        @Override
        public String get() {
            if (text.isEmpty()) {
                text = making.get();
            }
            return text;
        }
    }
}
