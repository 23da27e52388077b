package org.openenv.core.host;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;

/** Finds the environment a request is for: {@code /envs/{name}/…}, or the default one at the root. */
final class RootHandler implements HttpHandler {

    private static final String ENVIRONMENTS = "/envs/";

    private final EnvironmentRoutes root;
    private final Map<String, EnvironmentRoutes> byName;

    RootHandler(EnvironmentRoutes root, Map<String, EnvironmentRoutes> byName) {
        this.root = root;
        this.byName = byName;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = withoutTrailingSlash(exchange.getRequestPath());
        if (!path.startsWith(ENVIRONMENTS)) {
            root.handle(exchange, path);
            return;
        }
        int nameEnd = path.indexOf('/', ENVIRONMENTS.length());
        EnvironmentRoutes environment = nameEnd < 0 ? null : byName.get(path.substring(ENVIRONMENTS.length(), nameEnd));
        if (environment == null) {
            HttpAnswer.notFound(exchange);
        } else {
            environment.handle(exchange, path.substring(nameEnd));
        }
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
