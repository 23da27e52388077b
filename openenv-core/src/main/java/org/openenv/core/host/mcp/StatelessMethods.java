package org.openenv.core.host.mcp;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.tool.ServedTool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** MCP from 2026-07-28 on: no handshake; a session is a handle that tools open, take and close. */
record StatelessMethods<A extends Action, O extends Observation, S extends State>(ToolCalls<A, O, S> calls) {

    /**
     * Answers, now or later.
     *
     * @throws RpcException which becomes the answer
     */
    void answer(RpcRequest request, McpHeaders headers, Room room, McpReply reply) {
        if (!request.identified()) {
            reply.nothing(202); // there is none that says anything here: who wants no answer closes the connection
            return;
        }
        StatelessRules.check(request, headers);
        switch (request.method()) {
            case "server/discover" ->
                reply.answer(200, request.answer(calls.results().discovered()));
            case "tools/list" -> reply.answer(200, request.answer(calls.list(Dialect.STATELESS)));
            case "tools/call" -> call(request, room, reply);
            default -> throw request.unknownMethod();
        }
    }

    private void call(RpcRequest request, Room room, McpReply reply) {
        JsonValue arguments = request.params().get("arguments");
        switch (ToolCall.name(request)) {
            case SessionTools.CREATE -> create(request, reply);
            case SessionTools.CLOSE -> close(request, arguments, reply);
            default -> callTool(request, arguments, room, reply);
        }
    }

    private void callTool(RpcRequest request, JsonValue arguments, Room room, McpReply reply) {
        ServedTool<A, O, S> tool = calls.tool(ToolCall.name(request));
        JsonValue handle = tool.takes(SessionDoor.SESSION_ID) ? JsonValue.empty() : arguments;
        ToolCall<A, O, S> call = calls.call(
                tool, handle == arguments ? arguments.without(SessionDoor.SESSION_ID) : arguments, Dialect.STATELESS);
        String id;
        Session<A, O, S> session;
        try {
            id = SessionDoor.named(handle);
            session = id == null ? null : calls.door().find(id);
        } catch (RpcException unknown) { // a handle is an argument: the model may try again with another
            tell(request, ToolResult.error(String.valueOf(unknown.getMessage())), reply);
            return;
        }
        if (session == null) {
            calls.submitAlone(request, call, room, reply);
        } else {
            calls.submit(session, request, call, room, reply, true);
        }
    }

    private void create(RpcRequest request, McpReply reply) {
        OpenSession<A, O, S> opening = calls.door().open();
        var unused = opening.opened().whenComplete((opened, refusal) -> {
            String id = opening.session().id();
            tell(
                    request,
                    refusal == null
                            ? ToolResult.text(id).withData(Map.of(SessionDoor.SESSION_ID, id))
                            : ToolResult.error(
                                    String.valueOf(Failures.of(refusal).getMessage())),
                    reply);
        });
    }

    private void close(RpcRequest request, JsonValue arguments, McpReply reply) {
        CompletableFuture<Map<String, Object>> closing;
        try {
            closing = calls.door()
                    .close(arguments.get(SessionDoor.SESSION_ID).text().orElse(""));
        } catch (RpcException unknown) {
            tell(request, ToolResult.error(String.valueOf(unknown.getMessage())), reply);
            return;
        }
        var unused = closing.thenAccept(
                closed -> tell(request, ToolResult.text("closed").withData(closed), reply));
    }

    private void tell(RpcRequest request, ToolResult result, McpReply reply) {
        reply.answer(200, request.answer(calls.results().called(Dialect.STATELESS, result)));
    }
}
