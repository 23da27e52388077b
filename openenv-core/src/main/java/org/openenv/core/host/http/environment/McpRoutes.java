package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.http.exchange.HangUpWatch;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.RequestBody;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.mcp.McpEndpoint;
import org.openenv.core.host.mcp.McpHeaders;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.wire.OpenApi.Operation;

/** {@code /mcp} of one environment over HTTP. */
final class McpRoutes<A extends Action, O extends Observation, S extends State> {

    private final HostContext context;
    private final McpEndpoint<A, O, S> endpoint;

    McpRoutes(ServedEnvironment<A, O, S> environment, HostContext context) {
        this.context = context;
        this.endpoint = new McpEndpoint<>(environment, context);
    }

    List<Route> list() {
        return List.of(
                Route.of(
                        new Operation(
                                "POST",
                                "/mcp",
                                "Answers a request of the Model Context Protocol.",
                                "RpcRequest",
                                200,
                                "RpcAnswer",
                                List.of()),
                        (exchange, id) -> post(exchange)),
                new Route("DELETE", "/mcp", Route.Kind.GUARDED, null, (exchange, id) -> delete(exchange)));
    }

    private void post(HttpServerExchange exchange) {
        McpHeaders headers = headers(exchange);
        RequestBody.receive(exchange, context, (body, room) -> {
            HangUpWatch watch = HangUpWatch.begin(exchange);
            HttpAnswer.later(
                    exchange,
                    context,
                    () -> endpoint.receive(headers, body, room, new McpExchange(exchange, context, watch)));
        });
    }

    private void delete(HttpServerExchange exchange) {
        McpHeaders headers = headers(exchange);
        HttpAnswer.offTheIoThread(
                exchange,
                context,
                () -> endpoint.delete(headers, new McpExchange(exchange, context, HangUpWatch.none())));
    }

    private static McpHeaders headers(HttpServerExchange exchange) {
        return new McpHeaders(
                header(exchange, "MCP-Protocol-Version"),
                header(exchange, "Mcp-Session-Id"),
                header(exchange, "Mcp-Method"),
                header(exchange, "Mcp-Name"));
    }

    private static @Nullable String header(HttpServerExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }
}
