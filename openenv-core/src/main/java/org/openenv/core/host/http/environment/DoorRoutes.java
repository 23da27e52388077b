package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.http.exchange.HangUpWatch;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.RequestBody;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.LentSessions;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.DoorRequest;
import org.openenv.core.spi.DoorSessions;
import org.openenv.core.wire.OpenApi.Operation;

/** Requests of an environment's own. */
public final class DoorRoutes<A extends Action, O extends Observation, S extends State> {

    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    private final DoorSessions<A, O, S> sessions;

    DoorRoutes(ServedEnvironment<A, O, S> environment, HostContext context) {
        this.environment = environment;
        this.context = context;
        this.sessions = new LentSessions<>(environment, context);
    }

    List<Route> list() {
        return environment.doors().stream()
                .map(door -> Route.of(operation(door), (exchange, id) -> receive(exchange, door, id)))
                .toList();
    }

    private static Operation operation(Door<?, ?, ?> door) {
        return new Operation(
                door.method(),
                door.path(),
                door.summary(),
                door.requestSchema() == null ? null : schemaName(door, "Request"),
                StatusCodes.OK,
                door.answerSchema() == null ? null : schemaName(door, "Answer"),
                door.requestSchema() == null ? List.of(503) : List.of(422, 503));
    }

    /** The schemas of the doors' requests and answers, by the names that their descriptions use. */
    public static Map<String, String> schemas(ServedEnvironment<?, ?, ?> environment) {
        Map<String, String> schemas = new LinkedHashMap<>();
        for (Door<?, ?, ?> door : environment.doors()) {
            if (door.requestSchema() != null) {
                schemas.put(schemaName(door, "Request"), door.requestSchema());
            }
            if (door.answerSchema() != null) {
                schemas.put(schemaName(door, "Answer"), door.answerSchema());
            }
        }
        return schemas;
    }

    private static String schemaName(Door<?, ?, ?> door, String suffix) {
        String method = door.method().equals("POST") ? "" : door.method().toLowerCase(Locale.ROOT) + "_";
        return Arrays.stream((method + door.name()).split("[^A-Za-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("", "", suffix));
    }

    private void receive(HttpServerExchange exchange, Door<A, O, S> door, String id) {
        if (door.method().equals("POST")) {
            RequestBody.receive(
                    exchange, context, (body, room) -> answer(exchange, door, new DoorRequest(body, id), room));
        } else {
            HttpAnswer.dispatch(exchange, () -> answer(exchange, door, new DoorRequest(new byte[0], id), null));
        }
    }

    private void answer(
            HttpServerExchange exchange, Door<A, O, S> door, DoorRequest request, ByteBudget.@Nullable Grant room) {
        HangUpWatch watch = HangUpWatch.begin(exchange);
        HttpAnswer.later(exchange, context, () -> {
            try (AutoCloseable held = room == null ? () -> {} : room) {
                new DoorExchange(exchange, context, door.beat())
                        .answer(watch, () -> door.call().answer(request, sessions));
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception never) {
                throw new IllegalStateException(never);
            }
        });
    }
}
