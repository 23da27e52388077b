package org.openenv.core.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the JDK tells of one WebSocket: puts its messages together, and tells its connection of them and of its end. */
final class SocketListener implements WebSocket.Listener {

    /** Who is told; on the thread that receives. */
    interface Owner {

        /** Something came; says whether it was a part of a message whose rest is to come. */
        void heard(boolean part);

        /** A message is whole. */
        void received(WebSocket from, String message);

        /** Something came that may not come; the connection is to end for that. */
        void end(WebSocket from, String why);

        /** The connection is lost. */
        void lose(String why, @Nullable Throwable cause);
    }

    private final Owner owner;
    private final int most;
    private final IncomingText incoming;
    private boolean within;

    /** Makes a listener that takes messages of up to so many bytes. */
    SocketListener(Owner owner, int most) {
        this.owner = owner;
        this.most = most;
        this.incoming = new IncomingText(most);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        from.request(1);
        within = !last;
        owner.heard(within);
        if (incoming.take(data)) {
            String message = incoming.whole(data, last);
            if (message != null) {
                owner.received(from, message);
            }
        } else {
            owner.end(from, "a message is larger than the " + most + " bytes this client takes");
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        owner.end(from, "it sent a binary frame, which the protocol does not have");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        owner.heard(within);
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        owner.lose(
                "it closed the connection with code " + statusCode + (reason.isEmpty() ? "" : " (" + reason + ")"),
                null);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        owner.lose(error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage(), error);
    }
}
