package org.openenv.core.host.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** OpenEnv's bare JSON-RPC over HTTP: a session is named in the parameters, or the call has an environment of its own. */
record OpenEnvMethods<A extends Action, O extends Observation, S extends State>(ToolCalls<A, O, S> calls) {

    static final String CREATE = "openenv/session/create";
    static final String CLOSE = "openenv/session/close";

    /**
     * Answers, now or later.
     *
     * @throws RpcException which becomes the answer
     */
    void answer(RpcRequest request, Room room, McpReply reply) {
        switch (request.method()) {
            case CREATE -> create(request, reply);
            case CLOSE -> close(request, reply);
            case "tools/list" -> list(request, reply);
            case "tools/call" -> call(request, room, reply);
            default -> throw request.unknownMethod();
        }
    }

    private void create(RpcRequest request, McpReply reply) {
        OpenSession<A, O, S> opening = calls.door().open();
        var unused = opening.opened().whenComplete((opened, refusal) -> {
            if (refusal == null) {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                result.put(SessionDoor.SESSION_ID, opening.session().id());
                reply.answer(200, request.answer(result));
            } else {
                reply.answer(200, RpcException.of(Failures.of(refusal)).answer(request.id()));
            }
        });
    }

    private void close(RpcRequest request, McpReply reply) {
        var unused =
                calls.door().close(closing(request)).thenAccept(result -> reply.answer(200, request.answer(result)));
    }

    /** The id of the session to close. */
    static String closing(RpcRequest request) {
        String id = SessionDoor.named(request.params());
        if (id == null || id.isEmpty()) {
            throw new RpcException(RpcException.INVALID_PARAMS, "Invalid params - 'session_id' is required");
        }
        return id;
    }

    private void list(RpcRequest request, McpReply reply) {
        String id = SessionDoor.named(request.params());
        if (id != null) {
            calls.door().find(id);
        }
        reply.answer(200, request.answer(calls.list(Dialect.OPENENV)));
    }

    private void call(RpcRequest request, Room room, McpReply reply) {
        String name = ToolCall.name(request);
        String id = SessionDoor.named(request.params());
        var session = id == null ? null : calls.door().find(id);
        ToolCall<A, O, S> call = calls.call(calls.tool(name), request.params().get("arguments"), Dialect.OPENENV);
        if (session == null) {
            calls.submitAlone(request, call, room, reply);
        } else {
            calls.submit(session, request, call, room, reply, true);
        }
    }
}
