package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code /docs}: the description of the server as a page, by Swagger UI from its web jar if that is on the class path, with
 * nothing fetched from elsewhere. What it loads is addressed relative to it, so that a proxy's prefix is no matter.
 */
final class DocsPage {

    static final String PATH = "/docs";
    static final String ASSETS = PATH + "/assets/{file}";
    private static final String WEB_JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private DocsPage() {}

    static void page(HttpServerExchange exchange) {
        if (version().isEmpty()) {
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.NOT_FOUND,
                    "This page needs the web jar org.webjars:swagger-ui on the class path; the description is at /openapi.json.");
            return;
        }
        try (InputStream html = DocsPage.class.getResourceAsStream("docs.html")) {
            String base = exchange.getRequestPath().endsWith("/") ? "../" : "./";
            HttpAnswer.text(
                    exchange,
                    StatusCodes.OK,
                    "text/html; charset=utf-8",
                    new String(html.readAllBytes(), StandardCharsets.UTF_8).replace("{base}", base));
        } catch (IOException e) {
            throw new UncheckedIOException("docs.html can't be read", e);
        }
    }

    /** Serves what the page loads. */
    static Route.Endpoint assets() {
        Optional<ResourceHandler> found = version()
                .map(version -> new ResourceHandler(new ClassPathResourceManager(
                        DocsPage.class.getClassLoader(), "META-INF/resources/webjars/swagger-ui/" + version)));
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
