package org.openenv.core.host.socket;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.mcp.McpConversation;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.PendingRequest;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;

/** What is spoken on the WebSocket {@code /mcp}: JSON-RPC, a message a frame. */
final class McpDialogue<A extends Action, O extends Observation, S extends State> implements Dialogue<A, O, S> {

    private final McpConversation<A, O, S> conversation;
    private final SocketSender sender;

    McpDialogue(McpConversation<A, O, S> conversation, SocketSender sender) {
        this.conversation = conversation;
        this.sender = sender;
    }

    /** What a client is told whose session ends, or never began. */
    static String closingError(OpenEnvException reason) {
        return WireCodec.writeValue(RpcException.of(reason).answer(null));
    }

    @Override
    public Carrier<A, O, S> carrier(byte[] bytes, int length) {
        return new MessageCarrier(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    public boolean mayBeUrgent(String text) {
        return text.contains("cancelled") || text.contains("\\u");
    }

    @Override
    public void urgent(String text, PendingRequest<A, O, S> request, long cameAt) {
        conversation.urgent(text);
    }

    /** One message, and the one that answers it. */
    private final class MessageCarrier implements Carrier<A, O, S> {

        private final String text;

        MessageCarrier(String text) {
            this.text = text;
        }

        @Override
        public ClientMessage<A> read() {
            return new ClientMessage.Rpc<>(JsonValue.empty(), null);
        }

        @Override
        public ServerMessage<O, S> perform(ClientMessage<A> ignored, Session<A, O, S> session) {
            return new ServerMessage.RpcAnswer<>(conversation.answer(text));
        }

        @Override
        public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
            if (answer instanceof ServerMessage.RpcAnswer<O, S> rpc) {
                if (rpc.answer() != null) {
                    sender.send(WireCodec.writeValue(rpc.answer()));
                }
            } else if (answer instanceof ServerMessage.Failed<O, S> failed) {
                tell(failed.toException());
            }
        }

        @Override
        public void refuse(SessionEnd end, OpenEnvException reason) {
            tell(reason);
        }

        private void tell(OpenEnvException failure) {
            sender.send(WireCodec.writeValue(RpcException.of(failure).answer(conversation.idOf(text))));
        }

        @Override
        public void cut() {
            sender.cut();
        }
    }
}
