package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.TextPage;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.wire.OpenApi;
import org.openenv.core.wire.OpenApi.Operation;
import org.openenv.core.wire.WireCodec;

/** What a host answers for itself: its environments, its description, whether it lives and is ready, further pages. */
final class HostRoutes {

    /** The version of what is served, told by the description; the project's own version is another matter. */
    private static final String API_VERSION = "1.0.0";

    private final HostContext context;
    private final EnvironmentRoutes root;
    private final Collection<EnvironmentRoutes> all;

    private HostRoutes(HostContext context, EnvironmentRoutes root, Collection<EnvironmentRoutes> all) {
        this.context = context;
        this.root = root;
        this.all = all;
    }

    static RouteTable table(HostContext context, EnvironmentRoutes root, Collection<EnvironmentRoutes> all) {
        HostRoutes routes = new HostRoutes(context, root, all);
        List<Route> list = new ArrayList<>();
        list.add(get("/envs", "Lists the environments.", "EnvironmentList", routes::environments));
        list.add(get("/live", "Tells that the process lives.", "Readiness", routes::liveness));
        list.add(get("/ready", "Tells whether a session can be opened.", "Readiness", routes::readiness));
        for (TextPage page : context.config().pages()) {
            list.add(get(page.path(), "A page of text.", null, exchange -> routes.page(exchange, page)));
        }
        list.add(get("/docs", "The description, for people.", null, DocsPage::page));
        Supplier<String> description = routes.describe(list);
        list.add(get(
                "/openapi.json",
                "The description, for programs.",
                "Guards",
                exchange -> HttpAnswer.json(exchange, StatusCodes.OK, description.get())));
        return new RouteTable(list);
    }

    @FunctionalInterface
    private interface Page {
        void answer(HttpServerExchange exchange);
    }

    private static Route get(String path, String summary, @Nullable String response, Page page) {
        List<Integer> errors = path.equals("/ready") ? List.of(503) : List.of();
        return new Route(
                new Operation("GET", path, summary, null, 200, response, errors),
                (exchange, id) -> page.answer(exchange));
    }

    /** The description is made when it is first asked for, from the routes that answer. */
    private Supplier<String> describe(List<Route> own) {
        return new Supplier<>() {
            private volatile String text = "";

            @Override
            public String get() {
                if (text.isEmpty()) {
                    List<Operation> operations = new ArrayList<>(root.operations());
                    own.forEach(route -> operations.add(route.operation()));
                    text = OpenApi.describe(
                            root.environment().name(),
                            API_VERSION,
                            root.environment().provider().types(),
                            operations);
                }
                return text;
            }
        };
    }

    private void environments(HttpServerExchange exchange) {
        exchange.dispatch(context.lanes(), () -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("default", root.environment().name());
            fields.put(
                    "environments",
                    all.stream()
                            .map(routes -> EnvironmentRoutes.metadata(routes.environment()))
                            .toList());
            HttpAnswer.json(exchange, StatusCodes.OK, WireCodec.writeValue(fields));
        });
    }

    private void liveness(HttpServerExchange exchange) {
        ready(
                exchange,
                all.stream()
                        .map(routes -> routes.environment().provider().notLive())
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private void readiness(HttpServerExchange exchange) {
        exchange.dispatch(context.lanes(), () -> ready(exchange, notReady()));
    }

    private Optional<String> notReady() {
        if (context.registry().draining()) {
            return Optional.of("the server is stopping");
        }
        return all.stream()
                .map(routes -> routes.environment().provider().notReady())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void ready(HttpServerExchange exchange, Optional<String> reasonNot) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", reasonNot.isEmpty() ? "ok" : "unavailable");
        reasonNot.ifPresent(reason -> fields.put("detail", reason));
        HttpAnswer.json(
                exchange,
                reasonNot.isEmpty() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
                WireCodec.writeValue(fields));
    }

    private void page(HttpServerExchange exchange, TextPage page) {
        exchange.dispatch(
                context.lanes(),
                () -> HttpAnswer.text(
                        exchange,
                        StatusCodes.OK,
                        page.contentType(),
                        page.text().get()));
    }
}
