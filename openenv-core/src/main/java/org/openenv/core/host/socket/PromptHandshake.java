package org.openenv.core.host.socket;

import io.undertow.connector.ByteBufferPool;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.Set;
import org.xnio.StreamConnection;

/** The handshake of RFC 6455, to a channel of our own. */
final class PromptHandshake extends Hybi13Handshake {

    private final long maxFrame;

    PromptHandshake(Set<String> subprotocols, long maxFrame) {
        super(subprotocols, false);
        this.maxFrame = maxFrame;
    }

    @Override
    public WebSocketChannel createChannel(
            WebSocketHttpExchange exchange, StreamConnection connection, ByteBufferPool pool) {
        return new PromptChannel(getWebSocketLocation(exchange), exchange, connection, pool, maxFrame);
    }
}
