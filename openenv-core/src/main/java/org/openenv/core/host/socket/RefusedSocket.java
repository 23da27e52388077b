package org.openenv.core.host.socket;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import org.openenv.core.host.session.SessionEnd;
import org.xnio.ChannelListeners;

/** A connection that was refused: it is told why and closed; what its client sends meanwhile is read and forgotten. */
final class RefusedSocket extends AbstractReceiveListener {

    static void refuse(WebSocketChannel channel, SocketSender sender, String why) {
        channel.getReceiveSetter().set(new RefusedSocket());
        channel.resumeReceives();
        sender.send(why);
        sender.close(SessionEnd.NOT_STARTED.closeCode());
    }

    @Override
    protected void onText(WebSocketChannel from, StreamSourceFrameChannel frames) {
        forget(frames);
    }

    @Override
    protected void onBinary(WebSocketChannel from, StreamSourceFrameChannel frames) {
        forget(frames);
    }

    private static void forget(StreamSourceFrameChannel frames) {
        frames.getReadSetter().set(ChannelListeners.drainListener(Long.MAX_VALUE, null, null));
        frames.resumeReads();
    }
}
