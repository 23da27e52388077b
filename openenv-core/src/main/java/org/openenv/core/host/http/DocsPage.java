package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;

/**
 * {@code /docs}: the description of the server as a page, by Swagger UI from its web jar if that is on the class path, with
 * nothing fetched from elsewhere.
 */
final class DocsPage {

    private static final String PATH = "/docs";
    private static final String ASSETS = PATH + "/assets/{file}";
    private static final String WEB_JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private DocsPage() {}

    /** The page, and what it loads of the web jar. */
    static List<Route> routes() {
        Route page = Route.of(
                Route.get(PATH, "The description, for people.", null), (exchange, id) -> DocsPage.page(exchange));
        return List.of(page.page(), Route.hidden(ASSETS, Route.Kind.PAGE, assets()));
    }

    private static void page(HttpServerExchange exchange) {
        if (version().isEmpty()) {
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.NOT_FOUND,
                    "This page needs the web jar org.webjars:swagger-ui on the class path; the description is at /openapi.json.");
            return;
        }
        PageRoutes.page(exchange, "docs");
    }

    /** Serves what the page loads. */
    private static Route.Endpoint assets() {
        Optional<ResourceHandler> found = version()
                .map(version -> new ResourceHandler(
                        new ClassPathResourceManager(
                                DocsPage.class.getClassLoader(), "META-INF/resources/webjars/swagger-ui/" + version),
                        HttpAnswer::notFound));
        return (exchange, file) -> {
            if (found.isEmpty()) {
                HttpAnswer.notFound(exchange);
            } else {
                exchange.setRelativePath("/" + file);
                found.get().handleRequest(exchange);
            }
        };
    }

    private static Optional<String> version() {
        try (InputStream properties = DocsPage.class.getClassLoader().getResourceAsStream(WEB_JAR)) {
            if (properties == null) {
                return Optional.empty();
            }
            Properties all = new Properties();
            all.load(properties);
            return Optional.ofNullable(all.getProperty("version"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
