package org.openenv.core.host.http.exchange;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.RequestQueue;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/**
 * Takes a request's body in on the I/O thread, without blocking, up to a size, within a time. Up to {@link RequestQueue#SMALL} it
 * is taken freely; for more, room is asked for at once, and nothing is read until it is there.
 */
public final class RequestBody implements ChannelListener<StreamSourceChannel> {

    /** What to do with a body that is whole; on the I/O thread. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * Takes the body over.
         *
         * @param room what the body holds of the host's budget, to be closed; {@code null} for a small one
         */
        void accept(byte[] body, ByteBudget.@Nullable Grant room);
    }

    private static final int FIRST = 1024;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final String WAITS = "The server holds as much as it may; try again.";

    private final HttpServerExchange exchange;
    private final HostContext context;
    private final Consumer consumer;
    private final int max;
    private byte[] bytes = new byte[FIRST];
    private int size;
    /** It is larger than it may be: what still comes is read over, or the answer would be lost with the connection. */
    private boolean over;

    private boolean done;
    private ByteBudget.@Nullable Grant room;
    private @Nullable Future<?> deadline;

    private RequestBody(HttpServerExchange exchange, HostContext context, Consumer consumer) {
        this.exchange = exchange;
        this.context = context;
        this.consumer = consumer;
        this.max = Math.min(context.config().limits().maxMessageBytes(), LARGEST_ARRAY - 1);
    }

    public static void receive(HttpServerExchange exchange, HostContext context, Consumer consumer) {
        RequestBody body = new RequestBody(exchange, context, consumer);
        HttpAnswer.dispatch(exchange, body::begin);
    }

    private void begin() {
        long declared = exchange.getRequestContentLength();
        if (declared > (long) max + BoundedBody.READ_OVER
                || (declared > max && HttpContinue.requiresContinueResponse(exchange))) {
            tooLarge();
            return;
        }
        exchange.addExchangeCompleteListener((ended, next) -> {
            done = true;
            next.proceed();
        });
        if (declared > max) {
            over = true;
            read();
        } else if (declared > RequestQueue.SMALL) {
            ask(declared, this::invite);
        } else {
            invite();
        }
    }

    /** Asks for room, and goes on when it is there. */
    private void ask(long wanted, Runnable then) {
        ByteBudget.Grant asked =
                context.bytes().take(wanted, () -> exchange.getIoThread().execute(() -> granted(then)));
        room = asked;
        exchange.getConnection().addCloseListener(gone -> {
            if (!done) {
                asked.close();
            }
        });
        if (asked.held()) {
            then.run();
        } else {
            startClock(() -> answer(StatusCodes.SERVICE_UNAVAILABLE, WAITS));
        }
    }

    private void granted(Runnable then) {
        if (!done && deadline != null) {
            stopClock();
            then.run();
        }
    }

    /** Tells a client that asked whether it may send the body that it may. */
    private void invite() {
        if (!HttpContinue.requiresContinueResponse(exchange)) {
            read();
            return;
        }
        HttpContinue.sendContinueResponse(exchange, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange invited, Sender sender) {
                invited.getIoThread().execute(RequestBody.this::read);
            }

            @Override
            public void onException(HttpServerExchange broken, Sender sender, IOException error) {
                giveUp();
                HttpAnswer.cut(broken);
            }
        });
    }

    private void read() {
        StreamSourceChannel body = exchange.getRequestChannel();
        if (body == null) {
            HttpAnswer.cut(exchange);
            return;
        }
        startClock(this::tooSlow);
        body.getReadSetter().set(this);
        handleEvent(body);
    }

    @Override
    public void handleEvent(StreamSourceChannel body) {
        try {
            while (!done) {
                if (!hasRoom(body)) {
                    return;
                }
                int at = over ? 0 : size;
                int read = body.read(ByteBuffer.wrap(bytes, at, Math.min(bytes.length, max + 1) - at));
                if (read == 0) {
                    body.resumeReads();
                    return;
                }
                if (read < 0) {
                    stop(body);
                    whole();
                } else if (!over) {
                    size += read;
                    over = size > max;
                }
            }
        } catch (RequestTooBigException tooBig) {
            stop(body);
            tooLarge();
        } catch (IOException broken) {
            unreadable(body);
        }
    }

    private void whole() {
        if (over) {
            tooLarge();
        } else {
            HttpAnswer.answered(exchange, this::handOver);
        }
    }

    private void handOver() {
        boolean taken = false;
        try {
            consumer.accept(Arrays.copyOf(bytes, size), room);
            taken = true;
        } finally {
            if (!taken) {
                giveUp();
            }
        }
    }

    /** Where the next request begins nobody knows: nothing more is read from the connection, and it ends with the answer. */
    private void unreadable(StreamSourceChannel body) {
        body.suspendReads();
        Connectors.terminateRequest(exchange);
        answer(StatusCodes.BAD_REQUEST, "The body can't be read: it ends before its declared length.");
    }

    private boolean hasRoom(StreamSourceChannel body) {
        if (over || size < bytes.length) {
            return true;
        }
        if (size >= RequestQueue.SMALL && room == null) {
            body.suspendReads();
            stopClock();
            ask(max, () -> {
                startClock(this::tooSlow);
                grow();
                handleEvent(body);
            });
            return false;
        }
        grow();
        return true;
    }

    private void grow() {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, max + 1L));
    }

    private void stop(StreamSourceChannel body) {
        done = true;
        body.suspendReads();
        stopClock();
    }

    private void tooLarge() {
        answer(
                StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                "The body is larger than the " + max + " bytes this server takes.");
        cutSoon();
    }

    /** Answers, and does not wait for the rest, which may never come. */
    private void tooSlow() {
        answer(
                StatusCodes.REQUEST_TIME_OUT,
                "The body did not arrive within " + context.config().times().bodyTimeout() + ".");
        cutSoon();
    }

    /** The answer is on its way; the rest of the body may never come. */
    private void cutSoon() {
        try {
            exchange.getIoThread().executeAfter(() -> HttpAnswer.cut(exchange), 1, TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopping) {
            HttpAnswer.cut(exchange);
        }
    }

    private void answer(int status, String detail) {
        giveUp();
        exchange.setPersistent(false);
        if (status == StatusCodes.SERVICE_UNAVAILABLE) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        }
        HttpAnswer.detail(exchange, status, detail);
    }

    private void giveUp() {
        done = true;
        stopClock();
        bytes = new byte[0];
        if (room != null) {
            room.close();
        }
    }

    private void startClock(Runnable whenOver) {
        deadline = context.clock()
                .after(
                        context.config().times().bodyTimeout(),
                        () -> exchange.getIoThread().execute(() -> expired(whenOver)));
    }

    private void expired(Runnable whenOver) {
        if (!done && deadline != null) {
            giveUp();
            whenOver.run();
        }
    }

    private void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
