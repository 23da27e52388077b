package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openenv.core.host.TextPage;
import org.openenv.core.host.http.environment.EnvironmentRoutes;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.wire.OpenApi.Operation;
import org.openenv.core.wire.WireCodec;

/** What a host answers for itself: its environments, whether it lives and is ready, further pages. */
final class HostRoutes {

    private final HostContext context;
    private final Vitals vitals;
    private final ServedEnvironment<?, ?, ?> root;
    private final Collection<ServedEnvironment<?, ?, ?>> all;

    HostRoutes(
            HostContext context,
            Vitals vitals,
            ServedEnvironment<?, ?, ?> root,
            Collection<ServedEnvironment<?, ?, ?>> all) {
        this.context = context;
        this.vitals = vitals;
        this.root = root;
        this.all = all;
    }

    List<Route> list() {
        List<Route> list = new ArrayList<>();
        list.add(Route.of(
                Route.get("/envs", "Lists the environments.", "EnvironmentList"),
                (exchange, id) -> environments(exchange)));
        list.add(Route.of(
                        probe("/live", "Tells that the process lives, and every thread that serves all."),
                        (exchange, id) ->
                                HttpAnswer.offTheIoThread(exchange, context, () -> ready(exchange, notLive())))
                .open());
        list.add(Route.of(
                        probe("/ready", "Tells whether a session can be opened."),
                        (exchange, id) ->
                                HttpAnswer.offTheIoThread(exchange, context, () -> ready(exchange, notReady())))
                .open());
        for (TextPage page : context.config().pages()) {
            list.add(Route.of(Route.get(page.path(), "A page of text.", null), (exchange, id) -> page(exchange, page)));
        }
        list.addAll(DocsPage.routes());
        list.add(PageRoutes.assets());
        return list;
    }

    private static Operation probe(String path, String summary) {
        return new Operation("GET", path, summary, null, 200, "Readiness", List.of(503));
    }

    private void environments(HttpServerExchange exchange) {
        HttpAnswer.offTheIoThread(exchange, context, () -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("default", root.name());
            fields.put(
                    "environments", all.stream().map(EnvironmentRoutes::listed).toList());
            HttpAnswer.large(exchange, context, StatusCodes.OK, WireCodec.writeValue(fields));
        });
    }

    private Optional<String> notLive() {
        return vitals.problem()
                .or(() -> all.stream()
                        .map(environment -> environment.provider().notLive())
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private Optional<String> notReady() {
        if (context.registry().draining()) {
            return Optional.of("the server is stopping");
        }
        return all.stream()
                .map(environment -> environment.provider().notReady())
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
        HttpAnswer.offTheIoThread(
                exchange,
                context,
                () -> HttpAnswer.large(
                        exchange,
                        context,
                        StatusCodes.OK,
                        page.contentType(),
                        page.text().get()));
    }
}
