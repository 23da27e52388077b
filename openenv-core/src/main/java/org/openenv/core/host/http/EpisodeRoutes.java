package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.resource.Allotment;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.PendingRequest;
import org.openenv.core.host.session.PlainEpisode;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;
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

    EpisodeRoutes(ServedEnvironment<A, O, S> environment, HostContext context, HttpSessions<A, O, S> sessions) {
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

    /** Of the session in the path. */
    void fork(HttpServerExchange exchange, String id) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        WireCodec<A, O, S> codec = environment.codec();
        receive(exchange, open(id), body -> () -> codec.readForkBody(body, type));
    }

    void state(HttpServerExchange exchange) {
        OpenSession<A, O, S> target = target(exchange);
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> perform(exchange, target, new byte[0], null, body -> () -> new ClientMessage.GetState<>(null)));
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
        RequestBody.receive(
                exchange,
                context,
                (body, room) -> perform(exchange, named == null ? plain.session() : named, body, room, reading));
    }

    private OpenSession<A, O, S> target(HttpServerExchange exchange) {
        OpenSession<A, O, S> named = named(exchange);
        return named == null ? plain.session() : named;
    }

    private @Nullable OpenSession<A, O, S> named(HttpServerExchange exchange) {
        String id = exchange.getRequestHeaders().getFirst(SESSION_ID);
        return id == null ? null : open(id);
    }

    private OpenSession<A, O, S> open(String id) {
        return new OpenSession<>(sessions.require(id), CompletableFuture.completedFuture(null));
    }

    /** Queues the request on its session's lane, once the session is open and there is room for it. On the I/O thread. */
    private void perform(
            HttpServerExchange exchange,
            OpenSession<A, O, S> target,
            byte[] body,
            ByteBudget.@Nullable Grant room,
            Reading<A> reading) {
        if (target.session().full()) {
            if (room != null) {
                room.close();
            }
            refuse(
                    exchange,
                    new OpenEnvException(
                            ErrorCode.CAPACITY_REACHED,
                            "Too many requests wait for this session; try again when they are done."));
            return;
        }
        var plain = new HttpCarrier<>(exchange, context, environment.codec(), reading.of(body));
        Carrier<A, O, S> carrier = StreamingCarrier.of(plain, exchange, context, environment.codec());
        var watch = HangUpWatch.begin(exchange);
        var unused = target.opened().whenComplete((opened, refusal) -> {
            if (refusal != null) {
                if (room != null) {
                    room.close();
                }
                refuse(exchange, Failures.of(refusal));
            } else if (room != null) {
                submit(watch, target, carrier, room);
            } else {
                submitSmall(watch, target, carrier, body.length);
            }
        });
    }

    /** Queues the request, until its client hangs up. */
    private void submit(
            HangUpWatch watch, OpenSession<A, O, S> target, Carrier<A, O, S> carrier, AutoCloseable room) {
        Session<A, O, S> session = target.session();
        PendingRequest<A, O, S> request = session.submit(carrier, room);
        watch.whenGone(() -> session.cancel(request, hungUp()));
    }

    /** What nobody hears any more. */
    private static OpenEnvException hungUp() {
        return new OpenEnvException(ErrorCode.SESSION_ERROR, "The client has hung up.");
    }

    private void submitSmall(HangUpWatch watch, OpenSession<A, O, S> target, Carrier<A, O, S> carrier, int size) {
        AtomicBoolean submitted = new AtomicBoolean();
        CompletableFuture<Allotment> room = new CompletableFuture<>();
        Runnable submit = () -> {
            var unused = room.thenAccept(held -> {
                if (submitted.compareAndSet(false, true)) {
                    submit(watch, target, carrier, held);
                }
            });
        };
        Allotment asked = target.session().take(size, submit);
        room.complete(asked);
        if (asked.held()) {
            submit.run();
        }
    }

    private void refuse(HttpServerExchange exchange, OpenEnvException reason) {
        HttpAnswer.later(exchange, context, () -> HttpAnswer.failure(exchange, reason));
    }
}
