package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.http.exchange.HangUpWatch;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.resource.Allotment;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.PendingRequest;
import org.openenv.core.host.session.RequestQueue;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.WireCodec;

/**
 * One request over HTTP that has come whole: queued on its session's lane once that is open and there is room. One to the plain
 * episode whose session ends before the request is queued goes to the next.
 */
final class EpisodeRequest<A extends Action, O extends Observation, S extends State> {

    private final HttpServerExchange exchange;
    private final HostContext context;
    private final WireCodec<A, O, S> codec;
    private final Supplier<ClientMessage<A>> reading;
    private final int size;
    private final ByteBudget.@Nullable Grant room;
    private final UnaryOperator<Carrier<A, O, S>> around;
    private final HangUpWatch watch;

    /** Makes a request, and begins to watch whether its client hangs up. On the I/O thread. */
    EpisodeRequest(
            HttpServerExchange exchange,
            HostContext context,
            WireCodec<A, O, S> codec,
            Supplier<ClientMessage<A>> reading,
            int size,
            ByteBudget.@Nullable Grant room,
            UnaryOperator<Carrier<A, O, S>> around) {
        this.exchange = exchange;
        this.context = context;
        this.codec = codec;
        this.reading = reading;
        this.size = size;
        this.room = room;
        this.around = around;
        this.watch = HangUpWatch.begin(exchange);
    }

    /**
     * Queues the request.
     *
     * @param target its session
     * @param next what takes it instead if that has ended, or {@code null} if nothing does
     */
    void submit(OpenSession<A, O, S> target, @Nullable Supplier<OpenSession<A, O, S>> next) {
        if (target.session().requests().full()) {
            refuse(new OpenEnvException(
                    ErrorCode.CAPACITY_REACHED,
                    "Too many requests wait for this session; try again when they are done."));
            return;
        }
        var unused = target.opened().whenComplete((opened, refusal) -> {
            if (refusal != null) {
                refuse(Failures.of(refusal));
            } else if (room != null) {
                queue(target, next, room);
            } else {
                queueSmall(target, next);
            }
        });
    }

    private void queueSmall(OpenSession<A, O, S> target, @Nullable Supplier<OpenSession<A, O, S>> next) {
        AtomicBoolean queued = new AtomicBoolean();
        CompletableFuture<Allotment> asking = new CompletableFuture<>();
        Runnable queue = () -> {
            var unused = asking.thenAccept(held -> {
                if (queued.compareAndSet(false, true)) {
                    queue(target, next, held);
                }
            });
        };
        Allotment asked = target.session().requests().take(size, queue);
        asking.complete(asked);
        if (asked.held()) {
            queue.run();
        }
    }

    private void queue(OpenSession<A, O, S> target, @Nullable Supplier<OpenSession<A, O, S>> next, AutoCloseable held) {
        RequestQueue<A, O, S> requests = target.session().requests();
        HttpCarrier<A, O, S> plain = new HttpCarrier<>(exchange, context, codec, reading);
        Carrier<A, O, S> carrier = around.apply(StreamingCarrier.of(plain, exchange, context, codec));
        PendingRequest<A, O, S> request = next == null ? requests.submit(carrier, held) : requests.offer(carrier, held);
        if (request != null) {
            watch.whenGone(() -> requests.cancel(request, hungUp()));
        } else if (next != null) {
            if (held instanceof Allotment own) {
                own.close();
            }
            submit(next.get(), next);
        }
    }

    /** What nobody hears any more. */
    private static OpenEnvException hungUp() {
        return new OpenEnvException(ErrorCode.SESSION_ERROR, "The client has hung up.");
    }

    private void refuse(OpenEnvException reason) {
        if (room != null) {
            room.close();
        }
        HttpAnswer.later(exchange, context, () -> HttpAnswer.failure(exchange, reason));
    }
}
