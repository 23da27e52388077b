package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.RequestBody;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.PlainEpisode;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.WireCodec;

/**
 * {@code /reset}, {@code /step} and {@code /state} of one environment over HTTP: of the session that {@code X-Session-ID}
 * names, or of the plain episode; and {@code /sessions/{id}/fork}.
 */
final class EpisodeRoutes<A extends Action, O extends Observation, S extends State> {

    static final HttpString SESSION_ID = HttpString.tryFromString("X-Session-ID");

    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    private final HttpSessions<A, O, S> sessions;
    private final PlainEpisode<A, O, S> plain;
    private final UnaryOperator<Carrier<A, O, S>> around;

    EpisodeRoutes(ServedEnvironment<A, O, S> environment, HostContext context, HttpSessions<A, O, S> sessions) {
        this(environment, context, sessions, UnaryOperator.identity());
    }

    /**
     * Makes the routes of a plain episode of its own.
     *
     * @param around what is put around each request to it
     */
    EpisodeRoutes(
            ServedEnvironment<A, O, S> environment,
            HostContext context,
            HttpSessions<A, O, S> sessions,
            UnaryOperator<Carrier<A, O, S>> around) {
        this.around = around;
        this.environment = environment;
        this.context = context;
        this.sessions = sessions;
        this.plain = new PlainEpisode<>(environment, context);
    }

    void reset(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        WireCodec<A, O, S> codec = environment.codec();
        receive(exchange, body -> () -> codec.readResetBody(body, type));
    }

    void step(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        WireCodec<A, O, S> codec = environment.codec();
        receive(exchange, body -> () -> codec.readStepBody(body, type));
    }

    /** The same of a body as OpenEnv's page sends it. */
    void pageStep(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        WireCodec<A, O, S> codec = environment.codec();
        receive(exchange, body -> () -> codec.readPageStepBody(body, type));
    }

    /** Of the session in the path. */
    void fork(HttpServerExchange exchange, String id) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        WireCodec<A, O, S> codec = environment.codec();
        receive(exchange, open(id), body -> () -> codec.readForkBody(body, type));
    }

    void state(HttpServerExchange exchange) {
        OpenSession<A, O, S> named = named(exchange);
        HttpAnswer.dispatch(
                exchange,
                () -> submit(exchange, named, new byte[0], null, body -> () -> new ClientMessage.GetState<>(null)));
    }

    /** How a body becomes a request, on the lane. */
    @FunctionalInterface
    private interface Reading<A extends Action> {
        Supplier<ClientMessage<A>> of(byte[] body);
    }

    /** A session that is not there, or too busy, is told before the body is sent. */
    private void receive(HttpServerExchange exchange, Reading<A> reading) {
        receive(exchange, named(exchange), reading);
    }

    private void receive(HttpServerExchange exchange, @Nullable OpenSession<A, O, S> named, Reading<A> reading) {
        RequestBody.receive(exchange, context, (body, room) -> submit(exchange, named, body, room, reading));
    }

    private @Nullable OpenSession<A, O, S> named(HttpServerExchange exchange) {
        String id = exchange.getRequestHeaders().getFirst(SESSION_ID);
        return id == null ? null : open(id);
    }

    private OpenSession<A, O, S> open(String id) {
        return new OpenSession<>(sessions.require(id), CompletableFuture.completedFuture(null));
    }

    private void submit(
            HttpServerExchange exchange,
            @Nullable OpenSession<A, O, S> named,
            byte[] body,
            ByteBudget.@Nullable Grant room,
            Reading<A> reading) {
        var request = new EpisodeRequest<A, O, S>(
                exchange,
                context,
                environment.codec(),
                reading.of(body),
                body.length,
                room,
                named == null ? around : UnaryOperator.identity());
        if (named == null) {
            request.submit(plain.session(), plain::session);
        } else {
            request.submit(named, null);
        }
    }
}
