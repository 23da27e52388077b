package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
        Map<String, List<Route>> byName = new LinkedHashMap<>();
        environments.forEach(
                (name, environment) -> byName.put(name, EnvironmentRoutes.of(environment, context, sockets)));
        List<Route> all = new ArrayList<>(new HostRoutes(context, vitals, root, environments.values()).list());
        Supplier<String> description = new Described(() -> describe(context, root, new RouteTable(all)));
        all.add(Route.of(
                Route.get("/openapi.json", "The description, for programs.", "Guards"),
                (exchange, id) -> HttpAnswer.offTheIoThread(
                        exchange, context, () -> HttpAnswer.json(exchange, StatusCodes.OK, description.get()))));
        all.addAll(byName.getOrDefault(root.name(), List.of()));
        byName.forEach((name, routes) -> routes.forEach(route -> all.add(route.below("/envs/" + name))));
        all.addAll(new TaskRoutes(context, defaultFirst(root, environments)).list());
        environments.forEach((name, environment) -> new TaskRoutes(context, List.of(environment))
                .list()
                .forEach(route -> all.add(route.below("/envs/" + name))));
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

    private static String describe(HostContext context, ServedEnvironment<?, ?, ?> root, RouteTable table) {
        String rootPath = context.config().rootPath();
        return OpenApi.describe(
                root.name(),
                API_VERSION,
                rootPath.isEmpty() ? "." : rootPath,
                root.provider().types(),
                table.operations().toList(),
                DoorRoutes.schemas(root));
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
