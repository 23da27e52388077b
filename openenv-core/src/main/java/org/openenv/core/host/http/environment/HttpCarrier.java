package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/** A request that came as one HTTP exchange, which its answer ends. */
final class HttpCarrier<A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    /** Where the id comes back: the body has the fields that OpenEnv's models know, and no other. */
    private static final HttpString REQUEST_ID = HttpString.tryFromString("X-Request-ID");

    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    private final HttpServerExchange exchange;
    private final HostContext context;
    private final WireCodec<A, O, S> codec;
    private @Nullable Supplier<ClientMessage<A>> reading;

    HttpCarrier(
            HttpServerExchange exchange,
            HostContext context,
            WireCodec<A, O, S> codec,
            Supplier<ClientMessage<A>> reading) {
        this.exchange = exchange;
        this.context = context;
        this.codec = codec;
        this.reading = reading;
    }

    @Override
    public ClientMessage<A> read() {
        Supplier<ClientMessage<A>> own = reading;
        reading = null;
        if (own == null) {
            throw new IllegalStateException("a request is read once");
        }
        return own.get();
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        if (requestId != null && VISIBLE.matcher(requestId).matches()) {
            exchange.getResponseHeaders().put(REQUEST_ID, requestId);
        }
        if (answer instanceof ServerMessage.Failed<O, S> failed) {
            HttpAnswer.failure(exchange, failed.toException());
        } else {
            String body = codec.writeBody(answer);
            boolean made = answer instanceof ServerMessage.Forked<O, S>;
            if (made && !exchange.getConnection().isOpen()) {
                throw new OpenEnvException(ErrorCode.SESSION_ERROR, "the client has gone: nobody knows of its copies");
            }
            HttpAnswer.large(exchange, context, made ? StatusCodes.CREATED : StatusCodes.OK, body);
        }
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        int status = end == SessionEnd.STOPPING ? StatusCodes.SERVICE_UNAVAILABLE : StatusCodes.GONE;
        HttpAnswer.failure(exchange, HttpAnswer.withStatus(status, reason.code(), String.valueOf(reason.getMessage())));
    }

    @Override
    public void cut() {
        HttpAnswer.cut(exchange);
    }
}
