package org.openenv.core.host.http.exchange;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/**
 * Notices that a client has closed its connection while its request is carried out: nobody reads from the connection then,
 * so it is looked at from time to time. What a client sends meanwhile, its next request, is put back. Not for connections
 * over TLS or HTTP/2, which are another server's that a host is mounted in.
 */
public final class HangUpWatch {

    private static final long EVERY_MILLIS = 250;

    private final @Nullable HttpServerConnection connection;
    private XnioExecutor.@Nullable Key next;
    private @Nullable Runnable then;
    private boolean gone;
    private boolean over;

    private HangUpWatch(@Nullable HttpServerConnection connection) {
        this.connection = connection;
        this.over = connection == null;
    }

    /**
     * Watches until the answer begins. On the I/O thread, the request's body read whole, before anybody can answer.
     */
    public static HangUpWatch begin(HttpServerExchange exchange) {
        boolean readable = exchange.getConnection() instanceof HttpServerConnection plain
                && plain.getSslSession() == null
                && plain.getExtraBytes() == null
                && exchange.isRequestComplete();
        HangUpWatch watch = new HangUpWatch(readable ? (HttpServerConnection) exchange.getConnection() : null);
        if (readable) {
            exchange.addResponseCommitListener(answering -> watch.stop());
            exchange.addExchangeCompleteListener((ended, others) -> {
                watch.stop();
                others.proceed();
            });
            watch.lookLater();
        }
        return watch;
    }

    /** Watches nobody: where the answer comes at once. */
    public static HangUpWatch none() {
        return new HangUpWatch(null);
    }

    /**
     * Says what to do when the client hangs up, or has done so. From any thread.
     *
     * @param action run once, on this thread or the I/O thread
     */
    public void whenGone(Runnable action) {
        synchronized (this) {
            if (!gone) {
                then = action;
                return;
            }
        }
        action.run();
    }

    /** From here on the connection is read by nobody but the server; returns when a look that is under way has ended. */
    private synchronized void stop() {
        over = true;
        if (next != null) {
            next.remove();
            next = null;
        }
    }

    private synchronized void lookLater() {
        if (!over && connection != null) {
            next = connection.getIoThread().executeAfter(this::look, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        Runnable action;
        synchronized (this) {
            gone = hungUp();
            action = gone ? then : null;
        }
        if (action != null) {
            action.run();
        }
        lookLater();
    }

    private boolean hungUp() {
        if (over || connection == null) {
            return false;
        }
        PooledByteBuffer buffer = connection.getByteBufferPool().allocate();
        boolean kept = false;
        try {
            int read = connection.getOriginalSourceConduit().read(buffer.getBuffer());
            if (read > 0) {
                buffer.getBuffer().flip();
                connection.ungetRequestBytes(buffer);
                kept = true;
                over = true; // it asks for more, so it is there
            }
            over |= read < 0;
            return read < 0;
        } catch (IOException broken) {
            over = true;
            return true;
        } finally {
            if (!kept) {
                buffer.close();
            }
        }
    }
}
