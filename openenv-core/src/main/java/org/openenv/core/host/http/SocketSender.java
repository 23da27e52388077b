package org.openenv.core.host.http;

import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.IoUtils;

/** Sends texts without blocking; a client that does not read them is disconnected before they fill the memory. */
final class SocketSender {

    private static final long CLOSE_HANDSHAKE_SECONDS = 5;

    private final WebSocketChannel channel;
    private final long maxUnsent;
    private final AtomicLong unsent = new AtomicLong();

    SocketSender(WebSocketChannel channel, int maxMessageBytes) {
        this.channel = channel;
        this.maxUnsent = 2L * maxMessageBytes;
    }

    /** Sends a text, or drops the connection if too much waits to be read already. */
    void send(String text) {
        if (!channel.isOpen()) {
            return;
        }
        long size = text.length();
        if (unsent.getAndAdd(size) > maxUnsent) {
            IoUtils.safeClose(channel);
            return;
        }
        WebSockets.sendText(text, channel, new WebSocketCallback<Void>() {
            @Override
            public void complete(WebSocketChannel sent, Void nothing) {
                unsent.addAndGet(-size);
            }

            @Override
            public void onError(WebSocketChannel broken, Void nothing, Throwable error) {
                IoUtils.safeClose(broken);
            }
        });
    }

    /** Starts the close handshake, and drops the connection if the client does not take part in it. */
    void close(int code) {
        if (channel.isOpen() && !channel.isCloseFrameSent()) {
            WebSockets.sendClose(new CloseMessage(code, ""), channel, null);
            channel.getIoThread()
                    .executeAfter(() -> IoUtils.safeClose(channel), CLOSE_HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
