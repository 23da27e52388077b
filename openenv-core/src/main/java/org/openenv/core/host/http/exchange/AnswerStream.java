package org.openenv.core.host.http.exchange;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.Outgoing;

/**
 * An answer that begins before it is whole. Only its last part waits for its turn: another that comes while one is not taken yet is
 * left out. Safe for use by several threads.
 */
public final class AnswerStream implements IoCallback {

    public static final HttpString NO_BUFFERING = HttpString.tryFromString("X-Accel-Buffering");

    private final HttpServerExchange exchange;
    private final HostContext context;
    private final Runnable whenBroken;
    private boolean sending;
    private byte @Nullable [] last;
    private boolean lastSent;

    private AnswerStream(HttpServerExchange exchange, HostContext context, Runnable whenBroken) {
        this.exchange = exchange;
        this.context = context;
        this.whenBroken = whenBroken;
    }

    /** Begins the answer. */
    public static AnswerStream begin(
            HttpServerExchange exchange, HostContext context, String contentType, Runnable whenBroken) {
        exchange.setStatusCode(StatusCodes.OK);
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, contentType)
                .put(Headers.CACHE_CONTROL, "no-cache, no-transform")
                .put(NO_BUFFERING, "no");
        return new AnswerStream(exchange, context, whenBroken);
    }

    /** Sends a part, unless one is under way. */
    public synchronized void offer(String text) {
        if (!sending && last == null) {
            send(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Sends the last part, which ends the answer. On a lane: waits for room. */
    public void last(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Outgoing room = Outgoing.room(context, bytes.length, () -> HttpAnswer.cut(exchange));
        if (room == null) {
            HttpAnswer.cut(exchange);
            return;
        }
        exchange.addExchangeCompleteListener((done, next) -> {
            room.close();
            next.proceed();
        });
        synchronized (this) {
            last = bytes;
            if (!sending) {
                sendLast();
            }
        }
    }

    private void sendLast() {
        byte[] bytes = last;
        if (bytes != null) {
            lastSent = true;
            send(bytes);
        }
    }

    private void send(byte[] bytes) {
        sending = true;
        exchange.getResponseSender().send(ByteBuffer.wrap(bytes), this);
    }

    @Override
    public void onComplete(HttpServerExchange sent, Sender sender) {
        boolean over;
        synchronized (this) {
            sending = false;
            over = lastSent;
            if (!over && last != null) {
                sendLast();
            }
        }
        if (over) {
            sent.endExchange();
        }
    }

    @Override
    public void onException(HttpServerExchange broken, Sender sender, IOException error) {
        HttpAnswer.cut(broken);
        whenBroken.run();
    }
}
