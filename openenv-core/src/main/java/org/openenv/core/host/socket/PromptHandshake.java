package org.openenv.core.host.socket;

import io.undertow.connector.ByteBufferPool;
import io.undertow.util.Headers;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.core.protocol.version13.WebSocket13Channel;
import io.undertow.websockets.extensions.NoopExtensionFunction;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.Set;
import org.xnio.StreamConnection;

/** The handshake of RFC 6455, to a channel that writes what a lane sends on the lane's own thread. */
final class PromptHandshake extends Hybi13Handshake {

    PromptHandshake(Set<String> subprotocols) {
        super(subprotocols, false);
    }

    @Override
    public WebSocketChannel createChannel(
            WebSocketHttpExchange exchange, StreamConnection connection, ByteBufferPool pool) {
        return new PromptChannel(exchange, connection, pool);
    }

    /**
     * Undertow's channel hands every frame to its I/O thread, which costs each answer a wake-up of that thread. Here the
     * sender writes, without waiting; only what the socket does not take at once is left to the I/O thread.
     */
    private static final class PromptChannel extends WebSocket13Channel {

        PromptChannel(WebSocketHttpExchange exchange, StreamConnection connection, ByteBufferPool pool) {
            super(
                    connection,
                    pool,
                    getWebSocketLocation(exchange),
                    exchange.getResponseHeader(Headers.SEC_WEB_SOCKET_PROTOCOL_STRING),
                    false,
                    false,
                    NoopExtensionFunction.INSTANCE,
                    exchange.getPeerConnections(),
                    exchange.getOptions());
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
}
