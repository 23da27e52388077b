package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.ResponseCodeHandler;
import java.util.Map;

/** Finds who answers a request: the host itself, {@code /envs/{name}/…}, or the default environment at the root. */
final class RootHandler implements HttpHandler {

    private static final String ENVIRONMENTS = "/envs/";

    private final RouteTable host;
    private final EnvironmentRoutes root;
    private final Map<String, EnvironmentRoutes> byName;
    private final HttpHandler assets =
            DocsPage.assets().<HttpHandler>map(found -> found).orElse(ResponseCodeHandler.HANDLE_404);

    RootHandler(RouteTable host, EnvironmentRoutes root, Map<String, EnvironmentRoutes> byName) {
        this.host = host;
        this.root = root;
        this.byName = byName;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = withoutTrailingSlash(exchange.getRequestPath());
        if (path.startsWith(ENVIRONMENTS)) {
            environment(exchange, path);
        } else if (path.startsWith(DocsPage.ASSETS + "/")) {
            exchange.setRelativePath(path.substring(DocsPage.ASSETS.length()));
            assets.handleRequest(exchange);
        } else if (host.has(path)) {
            host.answer(exchange, path);
        } else {
            root.handle(exchange, path);
        }
    }

    private void environment(HttpServerExchange exchange, String path) throws Exception {
        int nameEnd = path.indexOf('/', ENVIRONMENTS.length());
        EnvironmentRoutes named = nameEnd < 0 ? null : byName.get(path.substring(ENVIRONMENTS.length(), nameEnd));
        if (named == null) {
            HttpAnswer.notFound(exchange);
        } else {
            named.handle(exchange, path.substring(nameEnd));
        }
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
