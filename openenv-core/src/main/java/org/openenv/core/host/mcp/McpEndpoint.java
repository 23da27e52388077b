package org.openenv.core.host.mcp;

import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** {@code POST /mcp} of one environment: one message, one answer, in whichever dialect. Safe for use by several threads. */
public final class McpEndpoint<A extends Action, O extends Observation, S extends State> {

    private final OpenEnvMethods<A, O, S> openEnv;
    private final HandshakeMethods<A, O, S> handshake;
    private final StatelessMethods<A, O, S> stateless;

    public McpEndpoint(ServedEnvironment<A, O, S> environment, HostContext context) {
        ToolCalls<A, O, S> calls = new ToolCalls<>(environment, context);
        this.openEnv = new OpenEnvMethods<>(calls);
        this.handshake = new HandshakeMethods<>(calls);
        this.stateless = new StatelessMethods<>(calls);
    }

    /**
     * Answers a message, now or later. Off the I/O thread.
     *
     * @param held what the body holds of the host's budget, or {@code null}
     */
    public void receive(McpHeaders headers, byte[] body, @Nullable AutoCloseable held, McpReply reply) {
        try (Room room = new Room(held)) {
            receive(headers, body, room, reply);
        }
    }

    private void receive(McpHeaders headers, byte[] body, Room room, McpReply reply) {
        RpcRequest request;
        try {
            JsonValue message = JsonValue.parse(body);
            if (headers.any() && RpcRequest.isAnswer(message)) {
                reply.nothing(202);
                return;
            }
            if (!headers.any() && !message.isObject()) {
                throw new RpcException(RpcException.PARSE_ERROR, "Parse error");
            }
            request = RpcRequest.read(message);
        } catch (RpcException noRequest) {
            refuse(headers, noRequest, reply);
            return;
        }
        answer(request, headers, room, reply);
    }

    /** OpenEnv's client looks at nothing but the body; any other looks at the status first. */
    private static void refuse(McpHeaders headers, RpcException why, McpReply reply) {
        if (headers.any()) {
            reply.answer(400, why.answer(why.id()));
        } else {
            String message = why.code() == RpcException.PARSE_ERROR ? "Parse error" : String.valueOf(why.getMessage());
            reply.answer(200, new RpcException(why.code(), message).answer(null));
        }
    }

    private void answer(RpcRequest request, McpHeaders headers, Room room, McpReply reply) {
        Dialect dialect = Dialect.of(request, headers);
        try {
            switch (dialect) {
                case OPENENV -> openEnv.answer(request, room, reply);
                case HANDSHAKE -> handshake.answer(request, headers, room, reply);
                case STATELESS -> stateless.answer(request, headers, room, reply);
            }
        } catch (RpcException refusal) {
            reply.answer(
                    dialect == Dialect.STATELESS ? StatelessRules.status(refusal) : 200, refusal.answer(request.id()));
        }
    }

    /** {@code DELETE /mcp}: ends the session that the header names. */
    public void delete(McpHeaders headers, McpReply reply) {
        handshake.delete(headers, reply);
    }
}
