package org.openenv.core.host;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** Takes the messages of one connection in, on an I/O thread, and has each answered, in order, on its session's lane. */
final class SocketConversation<A extends Action, O extends Observation, S extends State>
        extends AbstractReceiveListener {

    /** A client that goes on sending although its requests are refused is disconnected after this many. */
    private static final int MAX_REFUSED = 1024;

    private final Session<A, O, S> session;
    private final SocketSender sender;
    private final int maxMessageBytes;
    private int refused;

    SocketConversation(Session<A, O, S> session, SocketSender sender, int maxMessageBytes) {
        this.session = session;
        this.sender = sender;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    protected long getMaxTextBufferSize() {
        return maxMessageBytes;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return maxMessageBytes;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        if (session.full()) {
            refuse();
            return;
        }
        String text = message.getData();
        session.submit(() -> answer(text));
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        message.getData().free();
        OpenEnvException binary = new OpenEnvException(
                ErrorCode.INVALID_JSON,
                "Invalid JSON: a message is text, such as {\"type\":\"reset\"}; got a binary frame");
        session.submit(() -> send(ServerMessage.Failed.of(binary), null));
    }

    @Override
    protected void onError(WebSocketChannel channel, Throwable error) {
        session.abort(SessionEnd.VANISHED);
        super.onError(channel, error);
    }

    private void refuse() {
        if (++refused > MAX_REFUSED) {
            session.abort(SessionEnd.CLOSED);
            return;
        }
        OpenEnvException busy = new OpenEnvException(
                ErrorCode.EXECUTION_ERROR,
                "Too many requests wait: a session keeps at most " + Session.MAX_WAITING
                        + "; this one was not run. Wait for answers before sending more.");
        session.submit(() -> send(ServerMessage.Failed.of(busy), null));
    }

    private void answer(String text) {
        ClientMessage<A> request;
        try {
            request = session.environment().codec().readClientMessage(text);
        } catch (OpenEnvException mistake) {
            send(ServerMessage.Failed.of(mistake), null);
            return;
        }
        if (request instanceof ClientMessage.Close<A>) {
            session.finish(SessionEnd.CLOSED);
        } else {
            send(session.answer(request), request.requestId());
        }
    }

    private void send(ServerMessage<O, S> message, @Nullable String requestId) {
        sender.send(session.environment().codec().write(message, requestId));
    }
}
