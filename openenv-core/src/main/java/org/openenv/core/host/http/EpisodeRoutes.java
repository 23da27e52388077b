package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.PlainEpisode;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/**
 * {@code /reset}, {@code /step} and {@code /state} of one environment over HTTP: of the session that {@code X-Session-ID}
 * names, or of the plain episode.
 */
final class EpisodeRoutes<A extends Action, O extends Observation, S extends State> {

    static final HttpString SESSION_ID = HttpString.tryFromString("X-Session-ID");

    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    private final HttpSessions<A, O, S> sessions;
    private final PlainEpisode<A, O, S> plain;

    EpisodeRoutes(ServedEnvironment<A, O, S> environment, HostContext context, HttpSessions<A, O, S> sessions) {
        this.environment = environment;
        this.context = context;
        this.sessions = sessions;
        this.plain = new PlainEpisode<>(environment, context);
    }

    void reset(HttpServerExchange exchange) {
        RequestBody.receive(
                exchange,
                context,
                body -> perform(exchange, environment.codec().readResetBody(body, contentType(exchange))));
    }

    void step(HttpServerExchange exchange) {
        RequestBody.receive(
                exchange,
                context,
                body -> perform(exchange, environment.codec().readStepBody(body, contentType(exchange))));
    }

    void state(HttpServerExchange exchange) {
        perform(exchange, new ClientMessage.GetState<>(null));
    }

    /** Leaves the I/O thread: the request is answered on the session's lane, once the session is open. */
    private void perform(HttpServerExchange exchange, ClientMessage<A> request) {
        OpenSession<A, O, S> target = target(exchange);
        if (target.session().full()) {
            throw new OpenEnvException(
                    ErrorCode.CAPACITY_REACHED,
                    "Too many requests wait for this session; try again when they are done.");
        }
        exchange.dispatch(
                later -> {
                    var unused = target.opened().whenComplete((opened, refusal) -> {
                        if (refusal != null || !target.session().submit(later)) {
                            HttpAnswer.later(exchange, context, () -> refuse(exchange, refusal));
                        }
                    });
                },
                () -> answer(exchange, target.session(), request));
    }

    private static void refuse(HttpServerExchange exchange, @Nullable Throwable refusal) {
        HttpAnswer.failure(
                exchange,
                refusal == null
                        ? new OpenEnvException(ErrorCode.SESSION_ERROR, "The session is ending.")
                        : Failures.of(refusal));
    }

    private OpenSession<A, O, S> target(HttpServerExchange exchange) {
        String id = exchange.getRequestHeaders().getFirst(SESSION_ID);
        return id == null
                ? plain.session()
                : new OpenSession<>(sessions.require(id), CompletableFuture.completedFuture(null));
    }

    private void answer(HttpServerExchange exchange, Session<A, O, S> session, ClientMessage<A> request) {
        ServerMessage<O, S> answer = session.answer(request);
        if (answer instanceof ServerMessage.Failed<O, S> failed) {
            HttpAnswer.failure(exchange, failed.toException());
        } else {
            HttpAnswer.json(exchange, StatusCodes.OK, environment.codec().writeBody(answer, request.requestId()));
        }
    }

    private static @Nullable String contentType(HttpServerExchange exchange) {
        return exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    }
}
