package org.openenv.core.host.socket;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.protocol.framed.FrameHeaderData;
import io.undertow.util.Headers;
import io.undertow.util.ImmediatePooledByteBuffer;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.core.protocol.version13.WebSocket13Channel;
import io.undertow.websockets.extensions.NoopExtensionFunction;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Undertow's channel hands every frame to its I/O thread, which costs each answer a wake-up of that thread. Here the sender
 * writes, without waiting; only what the socket does not take at once is left to the I/O thread. And the size that a frame
 * declares is looked at before its content comes.
 */
final class PromptChannel extends WebSocket13Channel {

    private final long maxFrame;
    private boolean overrun;
    private boolean closeWhole;

    PromptChannel(
            String location,
            WebSocketHttpExchange exchange,
            StreamConnection connection,
            ByteBufferPool pool,
            long maxFrame) {
        super(
                connection,
                pool,
                location,
                exchange.getResponseHeader(Headers.SEC_WEB_SOCKET_PROTOCOL_STRING),
                false,
                false,
                NoopExtensionFunction.INSTANCE,
                exchange.getPeerConnections(),
                exchange.getOptions());
        this.maxFrame = maxFrame;
    }

    /** Whether its client has begun a frame that is larger than any message may be. On the I/O thread. */
    static boolean overrun(WebSocketChannel channel) {
        return channel instanceof PromptChannel own && own.overrun;
    }

    /** What comes behind a close frame is nobody's (RFC 6455, section 5.5.1). */
    @Override
    protected @Nullable FrameHeaderData parseFrame(ByteBuffer data) throws IOException {
        if (isCloseFrameReceived()) {
            data.position(data.limit());
            return null;
        }
        FrameHeaderData frame = super.parseFrame(data);
        if (frame != null && frame.getFrameLength() < 0) {
            WebSockets.sendClose(
                    new CloseMessage(CloseMessage.PROTOCOL_ERROR, "A frame's length is negative"), this, null);
            throw new IOException("a frame's length is negative");
        }
        overrun |= frame != null && frame.getFrameLength() > maxFrame;
        return frame;
    }

    /** Who goes in the middle of a close frame has gone. */
    @Override
    protected void lastDataRead() {
        if (isCloseInitiatedByRemotePeer() && !isCloseFrameSent() && !closeWhole) {
            IoUtils.safeClose(this);
        } else {
            super.lastDataRead();
        }
    }

    /**
     * Sends a text, also to a client whose close frame has come: it hears what it asked for before that. Undertow's own way
     * refuses it then.
     */
    static void sendText(byte[] text, WebSocketChannel channel, WebSocketCallback<Void> callback) {
        if (channel instanceof PromptChannel own) {
            own.sendText(text, callback);
        } else {
            WebSockets.sendText(ByteBuffer.wrap(text), channel, callback);
        }
    }

    private void sendText(byte[] text, WebSocketCallback<Void> callback) {
        try {
            if (isCloseFrameSent() || isWritesBroken()) {
                throw new ClosedChannelException();
            }
            StreamSinkFrameChannel frame = createStreamSinkChannel(WebSocketFrameType.TEXT);
            frame.send(new ImmediatePooledByteBuffer(ByteBuffer.wrap(text)));
            frame.shutdownWrites();
            if (frame.flush()) {
                callback.complete(this, null);
                return;
            }
            frame.getWriteSetter()
                    .set(ChannelListeners.flushingChannelListener(
                            sent -> callback.complete(this, null),
                            (sent, error) -> callback.onError(this, null, error)));
            frame.resumeWrites();
        } catch (IOException broken) {
            callback.onError(this, null, broken);
        }
    }

    /** Notes that the client's close frame has been read to its end. */
    static void closeRead(WebSocketChannel channel) {
        if (channel instanceof PromptChannel own) {
            own.closeWhole = true;
        }
    }

    /** Flushing is guarded by this channel's monitor; within a flush, what is new is flushed by the one that runs. */
    @Override
    public void flush() {
        if (Thread.holdsLock(this)) {
            super.flush();
        } else {
            flushSenders();
        }
    }
}
