package org.openenv.core.host.socket;

import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.Outgoing;
import org.xnio.IoUtils;

/** Sends texts; a client that does not read them is disconnected before they fill the memory. */
final class SocketSender {

    private static final long CLOSE_HANDSHAKE_SECONDS = 5;

    private final WebSocketChannel channel;
    private final HostContext context;
    private final long maxUnsent;
    private final AtomicLong unsent = new AtomicLong();
    private @Nullable ByteBuffer pong;
    private boolean pongUnderWay;
    private volatile int clientsCode;

    SocketSender(WebSocketChannel channel, HostContext context) {
        this.channel = channel;
        this.context = context;
        this.maxUnsent = 2L * context.config().limits().maxMessageBytes();
    }

    /** Sends a text, or drops the connection if too much waits to be read already. On a lane: waits for room. */
    void send(String text) {
        if (!channel.isOpen() || channel.isCloseFrameReceived()) {
            return; // who has closed reads nothing any more
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean tooMuch = unsent.getAndAdd(bytes.length) > maxUnsent;
        Outgoing room = tooMuch ? null : Outgoing.room(context, bytes.length, this::cut);
        if (room == null) {
            cut();
            return;
        }
        try {
            WebSockets.sendText(ByteBuffer.wrap(bytes), channel, taken(bytes.length, room));
        } catch (RuntimeException | Error failure) {
            room.close();
            throw failure;
        }
    }

    private WebSocketCallback<Void> taken(int size, Outgoing room) {
        return new WebSocketCallback<>() {
            @Override
            public void complete(WebSocketChannel sent, Void nothing) {
                unsent.addAndGet(-size);
                room.close();
            }

            @Override
            public void onError(WebSocketChannel broken, Void nothing, Throwable error) {
                room.close();
                if (!broken.isCloseFrameReceived()) {
                    IoUtils.safeClose(broken);
                }
            }
        };
    }

    /**
     * Answers a ping; while a pong has not gone out, only the latest, so that who does not read gets no queue. On the I/O
     * thread.
     */
    void pong(ByteBuffer payload) {
        pong = payload;
        if (!pongUnderWay) {
            sendPong();
        }
    }

    private void sendPong() {
        ByteBuffer latest = pong;
        pong = null;
        pongUnderWay = latest != null;
        if (latest != null) {
            WebSockets.sendPong(latest, channel, new WebSocketCallback<Void>() {
                @Override
                public void complete(WebSocketChannel sent, Void nothing) {
                    sent.getIoThread().execute(SocketSender.this::sendPong);
                }

                @Override
                public void onError(WebSocketChannel broken, Void nothing, Throwable error) {
                    IoUtils.safeClose(broken);
                }
            });
        }
    }

    /** Notes the code of the client's close frame, which is answered with the same. */
    void clientCloses(int code) {
        clientsCode = code;
    }

    /** Starts or ends the close handshake, and drops the connection if the client does not take part in it. */
    void close(int code) {
        if (channel.isOpen() && !channel.isCloseFrameSent()) {
            WebSockets.sendClose(new CloseMessage(clientsCode == 0 ? code : clientsCode, ""), channel, null);
            channel.getIoThread().executeAfter(this::cut, CLOSE_HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        }
    }

    void cut() {
        IoUtils.safeClose(channel);
    }
}
