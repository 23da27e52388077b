package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.List;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.spi.Door;

/** Requests of an environment's own: the body in, JSON out. */
final class DoorRoutes {

    private DoorRoutes() {}

    static List<Route> of(List<Door> doors, HostContext context) {
        return doors.stream()
                .map(door -> new Route(
                        "POST",
                        "/" + door.name(),
                        Route.Kind.GUARDED,
                        null,
                        (exchange, id) -> receive(exchange, context, door)))
                .toList();
    }

    private static void receive(HttpServerExchange exchange, HostContext context, Door door) {
        RequestBody.receive(
                exchange,
                context,
                (body, room) -> HttpAnswer.later(exchange, context, () -> {
                    try {
                        String answer = door.call().answer(body);
                        HttpAnswer.large(exchange, context, StatusCodes.OK, answer);
                    } finally {
                        if (room != null) {
                            room.close();
                        }
                    }
                }));
    }
}
