package org.openenv.core.host.socket;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.mcp.McpConversation;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.session.SeveralSteps;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/** A request that came as one WebSocket message, and its answer, which is another. */
final class SocketCarrier<A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    private final WireCodec<A, O, S> codec;
    private final SocketSender sender;
    private final Hold hold;
    private final McpConversation<A, O, S> rpc;
    private byte @Nullable [] bytes;
    private int length;

    /** Takes the bytes over; they are UTF-8, as the frames were checked. */
    SocketCarrier(
            WireCodec<A, O, S> codec,
            SocketSender sender,
            Hold hold,
            McpConversation<A, O, S> rpc,
            byte[] bytes,
            int length) {
        this.codec = codec;
        this.sender = sender;
        this.hold = hold;
        this.rpc = rpc;
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public ClientMessage<A> read() {
        return codec.readClientMessage(text());
    }

    private String text() {
        byte[] own = bytes;
        bytes = null;
        return own == null ? "" : new String(own, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> request, Session<A, O, S> session) {
        if (request instanceof ClientMessage.Steps<A> steps) {
            return SeveralSteps.take(steps, session);
        }
        return request instanceof ClientMessage.Rpc<A> call
                ? new ServerMessage.RpcAnswer<>(rpc.answer(call.call()))
                : Carrier.super.perform(request, session);
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        sender.send(codec.write(answer, requestId));
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        sender.send(codec.write(ServerMessage.Failed.of(reason), requestId()));
    }

    /** The id of a request that was never read, so that its client knows which one is refused. */
    private @Nullable String requestId() {
        try {
            return bytes == null ? null : read().requestId();
        } catch (OpenEnvException mistake) {
            return null;
        }
    }

    boolean isOf(SocketSender connection) {
        return sender == connection;
    }

    @Override
    public boolean leave() {
        return hold.leave();
    }

    @Override
    public void cut() {
        sender.cut();
    }
}
