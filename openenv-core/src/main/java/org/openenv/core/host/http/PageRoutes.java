package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.web.PageFile;
import org.openenv.core.host.web.PageFiles;

/**
 * The pages for people. They hold nothing of anybody's, and so are sent without a token, for which they ask their reader: what
 * they show they fetch as any client does.
 */
final class PageRoutes {

    /** Where a browser begins. */
    static final String FRONT = "/";

    private static final String FRAME = "/web/frame";
    private static final Pattern HTML =
            Pattern.compile("text/html\\s*(;(?!.*\\bq=0(\\.0*)?\\s*$).*)?", Pattern.CASE_INSENSITIVE);
    private static final HttpString POLICY = HttpString.tryFromString("Content-Security-Policy");
    private static final HttpString NO_SNIFFING = HttpString.tryFromString("X-Content-Type-Options");
    private static final HttpString FRAMES = HttpString.tryFromString("X-Frame-Options");
    private static final HttpString REFERRER = HttpString.tryFromString("Referrer-Policy");
    private static final HttpString NAMES = HttpString.tryFromString("X-DNS-Prefetch-Control");
    private static final HttpString OPENER = HttpString.tryFromString("Cross-Origin-Opener-Policy");

    private PageRoutes() {}

    /** The pages of the host. */
    static List<Route> ofHost() {
        return List.of(
                Route.hidden(FRONT, Route.Kind.FRONT, (exchange, id) -> page(exchange, "front")),
                Route.hidden(FRAME, Route.Kind.PAGE, (exchange, id) -> send(exchange, PageFiles.frame())));
    }

    /** What pages load. */
    static Route assets() {
        return Route.hidden("/web/assets/{file}", Route.Kind.PAGE, PageRoutes::asset);
    }

    /** Whether a request is a browser's that shows what it gets. */
    static boolean wanted(HttpServerExchange exchange) {
        HeaderValues accepted = exchange.getRequestHeaders().get(Headers.ACCEPT);
        return accepted != null
                && accepted.stream()
                        .flatMap(values -> Arrays.stream(values.split(",", -1)))
                        .anyMatch(range -> HTML.matcher(range.strip()).matches());
    }

    /** The page of an environment. */
    static Route ofEnvironment() {
        return Route.hidden("/web", Route.Kind.PAGE, (exchange, id) -> page(exchange, "play"));
    }

    /** Sends a page, whose addresses are relative to the server's root. */
    static void page(HttpServerExchange exchange, String name) {
        String path = RootHandler.pathBelowRoot(exchange);
        int depth = (int) path.chars().filter(c -> c == '/').count() - 1;
        String base = depth == 0 ? "./" : "../".repeat(depth);
        send(exchange, PageFiles.page(name).withBase(base));
    }

    private static void asset(HttpServerExchange exchange, String file) {
        Optional<PageFile> found = PageFiles.find(file).filter(asset -> !file.endsWith(".html"));
        if (found.isEmpty()) {
            HttpAnswer.notFound(exchange);
        } else {
            send(exchange, found.get());
        }
    }

    private static void send(HttpServerExchange exchange, PageFile file) {
        String etag = file.etag();
        exchange.getResponseHeaders()
                .put(POLICY, file.policy())
                .put(NO_SNIFFING, "nosniff")
                .put(FRAMES, file.policy().contains("frame-ancestors 'self'") ? "SAMEORIGIN" : "DENY")
                .put(REFERRER, "no-referrer")
                .put(NAMES, "off")
                .put(OPENER, "same-origin")
                .put(Headers.CACHE_CONTROL, "no-cache")
                .put(Headers.ETAG, etag);
        exchange.getResponseHeaders().add(Headers.VARY, "Accept");
        if (etag.equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))) {
            exchange.setStatusCode(StatusCodes.NOT_MODIFIED).endExchange();
        } else {
            HttpAnswer.text(exchange, StatusCodes.OK, file.contentType(), file.text());
        }
    }
}
