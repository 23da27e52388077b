package org.openenv.core.host.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** One call to a tool: carried out in its session's turn, answered in JSON-RPC. */
final class ToolCarrier<A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    private final RpcRequest request;
    private final ToolCall<A, O, S> call;
    private final McpReply reply;
    private final Runnable whenAnswered;

    ToolCarrier(RpcRequest request, ToolCall<A, O, S> call, McpReply reply, Runnable whenAnswered) {
        this.request = request;
        this.call = call;
        this.reply = reply;
        this.whenAnswered = whenAnswered;
    }

    @Override
    public ClientMessage<A> read() {
        return new ClientMessage.Rpc<>(JsonValue.empty(), null);
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> ignored, Session<A, O, S> session) {
        return new ServerMessage.RpcAnswer<>(request.answer(call.run(session)));
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        if (answer instanceof ServerMessage.RpcAnswer<O, S> rpc && rpc.answer() != null) {
            answer(rpc.answer());
        } else if (answer instanceof ServerMessage.Failed<O, S> failed) {
            answer(RpcException.of(failed.toException()).answer(request.id()));
        }
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        answer(RpcException.of(reason).answer(request.id()));
    }

    private void answer(Map<String, @Nullable Object> json) {
        reply.answer(200, json);
        whenAnswered.run();
    }

    @Override
    public void cut() {
        reply.cut();
        whenAnswered.run();
    }
}
