package org.openenv.core.host.socket;

import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.Outgoing;
import org.xnio.IoUtils;

/** Sends texts; a client that does not read them is disconnected before they fill the memory. */
final class SocketSender {

    private static final long CLOSE_HANDSHAKE_SECONDS = 5;

    /** In the place of a close code. */
    private static final int OPEN = 0;

    private final WebSocketChannel channel;
    private final HostContext context;
    private final long maxUnsent;
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicInteger closing = new AtomicInteger(OPEN);
    private final AtomicBoolean closeSent = new AtomicBoolean();
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
        if (!channel.isOpen() || closing.get() != OPEN) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean tooMuch = unsent.getAndAdd(bytes.length) > maxUnsent;
        Outgoing room = tooMuch ? null : Outgoing.room(context, bytes.length, this::cut);
        if (room == null) {
            cut();
            return;
        }
        try {
            PromptChannel.sendText(bytes, channel, taken(bytes.length, room));
        } catch (RuntimeException | Error failure) {
            room.close();
            throw failure;
        }
    }

    private WebSocketCallback<Void> taken(int size, Outgoing room) {
        return new WebSocketCallback<>() {
            @Override
            public void complete(WebSocketChannel sent, Void nothing) {
                room.close();
                if (unsent.addAndGet(-size) == 0) {
                    sendClose();
                }
            }

            @Override
            public void onError(WebSocketChannel broken, Void nothing, Throwable error) {
                room.close();
                if (!broken.isCloseFrameReceived() && closing.get() == OPEN) {
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
                    if (!broken.isCloseFrameReceived()) { // who has closed waits for no pong, but for a close frame
                        IoUtils.safeClose(broken);
                    }
                }
            });
        }
    }

    /** Notes the code of the client's close frame, which is answered with the same. */
    void clientCloses(int code) {
        clientsCode = code;
    }

    /**
     * Starts or ends the close handshake, once what was sent before is out, and drops the connection if the client does not take
     * part in it. Nothing is sent after that.
     */
    void close(int code) {
        if (channel.isOpen() && closing.compareAndSet(OPEN, clientsCode == 0 ? code : clientsCode)) {
            channel.getIoThread().executeAfter(this::cut, CLOSE_HANDSHAKE_SECONDS, TimeUnit.SECONDS);
            if (unsent.get() == 0) {
                sendClose();
            }
        }
    }

    /** Sends the close frame, if it is to be sent and was not. */
    private void sendClose() {
        int code = closing.get();
        if (code != OPEN && closeSent.compareAndSet(false, true) && !channel.isCloseFrameSent()) {
            WebSockets.sendClose(new CloseMessage(code, ""), channel, null);
        }
    }

    void cut() {
        IoUtils.safeClose(channel);
    }
}
