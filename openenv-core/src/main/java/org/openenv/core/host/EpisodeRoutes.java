package org.openenv.core.host;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** {@code /reset}, {@code /step} and {@code /state} of one environment over plain HTTP. */
final class EpisodeRoutes<A extends Action, O extends Observation, S extends State> {

    private final ServedEnvironment<A, O, S> environment;
    private final PlainEpisode<A, O, S> plain;

    EpisodeRoutes(ServedEnvironment<A, O, S> environment, PlainEpisode<A, O, S> plain) {
        this.environment = environment;
        this.plain = plain;
    }

    void reset(HttpServerExchange exchange) {
        withBody(exchange, body -> environment.codec().readResetBody(body, contentType(exchange)));
    }

    void step(HttpServerExchange exchange) {
        withBody(exchange, body -> environment.codec().readStepBody(body, contentType(exchange)));
    }

    void state(HttpServerExchange exchange) {
        perform(exchange, new ClientMessage.GetState<>(null));
    }

    /** Reads a request from a body. */
    private interface BodyReader<A extends Action> {
        ClientMessage<A> read(byte[] body);
    }

    private void withBody(HttpServerExchange exchange, BodyReader<A> reader) {
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize((int) exchange.getMaxEntitySize());
        receiver.receiveFullBytes(
                (received, body) -> {
                    try {
                        perform(received, reader.read(body));
                    } catch (OpenEnvException mistake) {
                        HttpAnswer.failure(received, mistake);
                    }
                },
                EpisodeRoutes::bodyFailed);
    }

    private static void bodyFailed(HttpServerExchange exchange, IOException failure) {
        if (failure instanceof Receiver.RequestToLargeException) {
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                    "The body is larger than the " + exchange.getMaxEntitySize() + " bytes this server takes.");
        } else {
            exchange.endExchange();
        }
    }

    /** Leaves the I/O thread: the request is answered on the session's lane. */
    private void perform(HttpServerExchange exchange, ClientMessage<A> request) {
        Session<A, O, S> session = plain.session();
        if (session.full()) {
            throw new OpenEnvException(
                    ErrorCode.CAPACITY_REACHED,
                    "Too many requests wait for this session; try again when they are done.");
        }
        exchange.dispatch(
                work -> {
                    if (!session.submit(work)) {
                        HttpAnswer.failure(
                                exchange, new OpenEnvException(ErrorCode.SESSION_ERROR, "The session is ending."));
                    }
                },
                () -> answer(exchange, session, request));
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
