package org.openenv.core.host.http;

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
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** Takes the messages of one connection in, on an I/O thread, and has each answered, in order, on its session's lane. */
final class SocketConversation<A extends Action, O extends Observation, S extends State>
        extends AbstractReceiveListener {

    /** A client that goes on sending although its requests are refused is disconnected after this many. */
    private static final int MAX_REFUSED = 1024;

    /** An interrupt is a short message; a longer one is not even looked at before its turn. */
    private static final int LONGEST_INTERRUPT = 512;

    private final Session<A, O, S> session;
    private final SocketSender sender;
    private final Keepalive.Watched watched;
    private final int maxMessageBytes;
    private final boolean production;
    private int refused;

    SocketConversation(Session<A, O, S> session, SocketSender sender, Keepalive.Watched watched, HostConfig config) {
        this.session = session;
        this.sender = sender;
        this.watched = watched;
        this.maxMessageBytes = config.limits().maxMessageBytes();
        this.production = config.access().production();
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
        watched.heard();
        if (session.full()) {
            refuse();
            return;
        }
        String text = message.getData();
        if (!interrupts(text)) {
            session.submit(() -> answer(text));
        }
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        watched.heard();
        message.getData().free();
        OpenEnvException binary = new OpenEnvException(
                ErrorCode.INVALID_JSON,
                "Invalid JSON: a message is text, such as {\"type\":\"reset\"}; got a binary frame");
        session.submit(() -> send(ServerMessage.Failed.of(binary), null));
    }

    @Override
    protected void onFullPongMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        watched.heard();
        message.getData().free();
    }

    @Override
    protected void onError(WebSocketChannel channel, Throwable error) {
        session.abort(SessionEnd.VANISHED, null);
        super.onError(channel, error);
    }

    private void refuse() {
        if (++refused > MAX_REFUSED) {
            session.abort(SessionEnd.OVERRUN, null);
            return;
        }
        OpenEnvException busy = new OpenEnvException(
                ErrorCode.EXECUTION_ERROR,
                "Too many requests wait: a session keeps at most " + Session.MAX_WAITING
                        + "; this one was not run. Wait for answers before sending more.");
        session.submit(() -> send(ServerMessage.Failed.of(busy), null));
    }

    /** Carries an interrupt out at once, out of its turn; its answer comes in its turn. */
    private boolean interrupts(String text) {
        if (text.length() > LONGEST_INTERRUPT || !text.contains("\"interrupt\"")) {
            return false;
        }
        try {
            if (session.environment().codec().readClientMessage(text) instanceof ClientMessage.Interrupt<A> request) {
                boolean running = session.interrupt();
                session.submit(() -> send(new ServerMessage.Interrupted<>(running), request.requestId()));
                return true;
            }
        } catch (OpenEnvException mistake) {
            return false;
        }
        return false;
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
            session.finish(SessionEnd.CLOSED, null);
        } else if (production) {
            send(ServerMessage.Failed.of(notServed()), request.requestId());
        } else {
            send(session.answer(request), request.requestId());
        }
    }

    private static OpenEnvException notServed() {
        return new OpenEnvException(
                ErrorCode.UNKNOWN_TYPE, "reset, step and state are not served: this server runs in production mode");
    }

    private void send(ServerMessage<O, S> message, @Nullable String requestId) {
        session.settle();
        sender.send(session.environment().codec().write(message, requestId));
    }
}
