package org.openenv.core.host.socket;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.resource.Allotment;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.PendingRequest;
import org.openenv.core.host.session.RequestQueue;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;

/**
 * Takes the messages of one connection in, on its I/O thread, one after another, and queues each on its session's lane. While
 * there is no room for a message the connection is not read.
 */
final class SocketConversation<A extends Action, O extends Observation, S extends State> extends AbstractReceiveListener
        implements MessageIntake.Owner {

    /** A client that goes on sending although its requests are refused is disconnected after this many. */
    private static final int MAX_REFUSED = 1024;

    /** A message that may be urgent is looked at before its turn; a longer one is none that anybody writes. */
    private static final int LONGEST_URGENT = 8192;

    private static final int MAX_CONTROL = 125;
    private static final int NO_CODE = 1000;

    private final Session<A, O, S> session;
    private final WebSocketChannel channel;
    private final SocketSender sender;
    private final Hold hold;
    private final Dialogue<A, O, S> dialogue;
    private final Keepalive.Watched watched;
    private final HostContext context;
    private final Deque<StreamSourceFrameChannel> next = new ArrayDeque<>();
    private @Nullable MessageIntake reading;
    private @Nullable Allotment parked;
    private boolean binary;
    private boolean talking;
    private int refused;

    SocketConversation(
            Session<A, O, S> session,
            WebSocketChannel channel,
            SocketSender sender,
            Hold hold,
            Dialogue<A, O, S> dialogue,
            Keepalive.Watched watched,
            HostContext context) {
        this.session = session;
        this.channel = channel;
        this.sender = sender;
        this.hold = hold;
        this.dialogue = dialogue;
        this.watched = watched;
        this.context = context;
        channel.addCloseTask(this::closed);
    }

    private void closed(WebSocketChannel from) {
        try {
            from.getIoThread().execute(this::letGo);
        } catch (RejectedExecutionException stopping) { // its thread ends with the host: nobody else is there to mind
            letGo();
        }
    }

    @Override
    public void handleEvent(WebSocketChannel from) {
        super.handleEvent(from);
        if (PromptChannel.overrun(from) && reading != null) {
            reading.refuse();
        }
    }

    @Override
    protected void onText(WebSocketChannel from, StreamSourceFrameChannel frames) {
        next.add(frames);
        readNext();
    }

    @Override
    protected void onBinary(WebSocketChannel from, StreamSourceFrameChannel frames) {
        next.add(frames);
        readNext();
    }

    private void readNext() {
        StreamSourceFrameChannel frames = reading == null && !talking ? next.poll() : null;
        if (frames != null) {
            binary = frames.getType() == WebSocketFrameType.BINARY;
            MessageIntake message = new MessageIntake(frames, context, this);
            reading = message;
            message.begin();
        }
    }

    @Override
    public Allotment take(long bytes, Runnable whenGranted) {
        return session.requests().take(bytes, whenGranted);
    }

    @Override
    public void whole(MessageIntake message) {
        watched.heard();
        Allotment room = message.allotment();
        if (room == null) {
            room = session.requests()
                    .take(message.size(), () -> channel.getIoThread().execute(() -> unpark(message)));
        } else {
            room.shrink(message.size());
        }
        if (room.held()) {
            submit(message, room);
        } else {
            parked = room;
            paused(true);
            channel.suspendReceives();
        }
    }

    private void unpark(MessageIntake message) {
        Allotment room = parked;
        if (room != null) {
            parked = null;
            paused(false);
            submit(message, room);
            channel.resumeReceives();
        }
    }

    private void submit(MessageIntake message, Allotment room) {
        reading = null;
        Carrier<A, O, S> carrier = dialogue.carrier(message.bytes(), message.size());
        boolean full = session.requests().full();
        if (full && ++refused > MAX_REFUSED) {
            room.close();
            hold.end(SessionEnd.OVERRUN, null);
            return;
        }
        long cameAt = session.activity().answered();
        boolean urgent = !binary && session.activity().busy() && mayBeUrgent(message);
        String text = urgent ? new String(message.bytes(), 0, message.size(), StandardCharsets.UTF_8) : "";
        PendingRequest<A, O, S> request = full || binary
                ? session.requests().refuse(carrier, room, full ? busy() : notText())
                : session.requests().submit(carrier, room);
        if (urgent) {
            context.lanes().execute(() -> dialogue.urgent(text, request, cameAt));
        }
        if (session.talk().open()) {
            talk();
        }
        readNext();
    }

    /** Has the step that runs told what was said to it; until then nothing more is read, so that what is said does not pile up. */
    private void talk() {
        talking = true;
        paused(true);
        channel.suspendReceives();
        try {
            context.lanes().execute(() -> {
                try {
                    session.talk().hear();
                } finally {
                    channel.getIoThread().execute(this::readOn);
                }
            });
        } catch (RuntimeException | Error noThread) { // what was said is answered in its turn, then
            readOn();
        }
    }

    private void readOn() {
        talking = false;
        paused(false);
        readNext();
        channel.resumeReceives();
    }

    private boolean mayBeUrgent(MessageIntake message) {
        return message.size() <= LONGEST_URGENT
                && dialogue.mayBeUrgent(new String(message.bytes(), 0, message.size(), StandardCharsets.ISO_8859_1));
    }

    private static OpenEnvException busy() {
        return new OpenEnvException(
                ErrorCode.EXECUTION_ERROR,
                "Too many requests wait: a session keeps at most " + RequestQueue.MAX_WAITING
                        + "; this one was not run. Wait for answers before sending more.");
    }

    private static OpenEnvException notText() {
        return new OpenEnvException(
                ErrorCode.INVALID_JSON,
                "Invalid JSON: a message is text, such as {\"type\":\"reset\"}; got a binary frame");
    }

    @Override
    public void tooLarge() {
        sender.close(CloseMessage.MSG_TOO_BIG);
        hold.end(SessionEnd.OVERRUN, null);
    }

    @Override
    public void tooSlow() {
        hold.end(
                SessionEnd.OVERRUN,
                new OpenEnvException(
                        ErrorCode.SESSION_ERROR,
                        "A message was begun and not ended within "
                                + context.config().times().bodyTimeout() + "."));
    }

    /** A close frame ends a message that is not whole, too: it is answered once it has been read. */
    @Override
    public void broken(IOException error) {
        if (!channel.isCloseInitiatedByRemotePeer()) {
            onError(channel, error);
        }
    }

    @Override
    public void paused(boolean value) {
        watched.paused(value);
    }

    @Override
    protected void onFullPingMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        watched.heard();
        sender.pong(payload(message));
    }

    @Override
    protected void onFullPongMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        watched.heard();
        message.getData().free();
    }

    /** The session ends and its place is free before the handshake is answered. */
    @Override
    protected void onFullCloseMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        PromptChannel.closeRead(from);
        ByteBuffer payload = payload(message);
        sender.clientCloses(payload.remaining() < 2 ? NO_CODE : payload.getShort() & 0xffff);
        hold.end(SessionEnd.CLOSED, null);
    }

    private static ByteBuffer payload(BufferedBinaryMessage message) {
        var pooled = message.getData();
        ByteBuffer copy = ByteBuffer.allocate(MAX_CONTROL);
        for (ByteBuffer part : pooled.getResource()) {
            copy.put(part);
        }
        pooled.free();
        return copy.flip();
    }

    @Override
    protected void onError(WebSocketChannel from, Throwable error) {
        hold.end(lost(from), null);
        super.onError(from, error);
    }

    /**
     * Why a connection is lost that nobody closed in order. Where its client broke the rules, Undertow has sent a close frame
     * for us already; it has sent one, too, where the client is gone, and counts that as having received one.
     */
    static SessionEnd lost(WebSocketChannel channel) {
        boolean brokeRules = channel.isCloseFrameSent()
                && (channel.isCloseInitiatedByRemotePeer() || !channel.isCloseFrameReceived());
        return brokeRules ? SessionEnd.PROTOCOL_ERROR : SessionEnd.VANISHED;
    }

    private void letGo() {
        if (reading != null) {
            reading.giveUp();
        }
        if (parked != null) {
            parked.close();
        }
        session.talk().gone(sender);
    }
}
