package org.openenv.core.host.socket;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import org.xnio.ChannelListeners;

/** A connection that is only told things: what its client sends is read and forgotten, but for a sign of life. */
final class DeafSocket extends AbstractReceiveListener {

    private final Keepalive.Watched watched;

    DeafSocket(Keepalive.Watched watched) {
        this.watched = watched;
    }

    @Override
    protected void onText(WebSocketChannel from, StreamSourceFrameChannel frames) {
        forget(frames);
    }

    @Override
    protected void onBinary(WebSocketChannel from, StreamSourceFrameChannel frames) {
        forget(frames);
    }

    @Override
    protected void onFullPongMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        message.getData().free();
        watched.heard();
    }

    private void forget(StreamSourceFrameChannel frames) {
        watched.heard();
        frames.getReadSetter().set(ChannelListeners.drainListener(Long.MAX_VALUE, null, null));
        frames.resumeReads();
    }
}
