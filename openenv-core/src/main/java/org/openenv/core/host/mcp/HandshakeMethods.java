package org.openenv.core.host.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** MCP until 2025-11-25 over Streamable HTTP: {@code initialize} opens a session, the header names it ever after. */
record HandshakeMethods<A extends Action, O extends Observation, S extends State>(ToolCalls<A, O, S> calls) {

    static final String SESSION_HEADER = "Mcp-Session-Id";

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /**
     * Answers, now or later.
     *
     * @throws RpcException which becomes the answer
     */
    void answer(RpcRequest request, McpHeaders headers, Room room, McpReply reply) {
        if (request.method().equals("initialize")) {
            initialize(request, reply);
            return;
        }
        Session<A, O, S> session = session(request, headers, reply);
        if (session == null) {
            return;
        }
        if (!request.identified()) {
            notified(request, session);
            reply.nothing(202);
            return;
        }
        switch (request.method()) {
            case "ping" -> reply.answer(200, request.answer(Map.of()));
            case "tools/list" -> reply.answer(200, request.answer(calls.list(Dialect.HANDSHAKE)));
            case "tools/call" ->
                calls.submit(
                        session,
                        request,
                        calls.call(
                                calls.tool(ToolCall.name(request)),
                                request.params().get("arguments"),
                                Dialect.HANDSHAKE),
                        room,
                        reply,
                        false);
            default -> throw request.unknownMethod();
        }
    }

    private void initialize(RpcRequest request, McpReply reply) {
        if (!request.identified()) {
            throw new RpcException(
                    RpcException.INVALID_REQUEST, "Invalid request: 'initialize' needs an id: it is answered");
        }
        OpenSession<A, O, S> opening = calls.door().open();
        var unused = opening.opened().whenComplete((opened, refusal) -> {
            if (refusal == null) {
                reply.header(SESSION_HEADER, opening.session().id());
                reply.answer(200, request.answer(calls.results().initialized(request)));
            } else {
                reply.answer(200, RpcException.of(Failures.of(refusal)).answer(request.id()));
            }
        });
    }

    /** The session that the header names; where there is none that is answered, and {@code null} returned. */
    private @Nullable Session<A, O, S> session(RpcRequest request, McpHeaders headers, McpReply reply) {
        String id = headers.session();
        if (id == null) {
            reply.answer(
                    BAD_REQUEST,
                    new RpcException(
                                    RpcException.INVALID_REQUEST,
                                    "Invalid request: the header " + SESSION_HEADER
                                            + " is required; 'initialize' opens a session")
                            .answer(request.id()));
            return null;
        }
        try {
            return calls.door().find(id);
        } catch (RpcException unknown) {
            reply.answer(unknown.code() == RpcException.INVALID_PARAMS ? NOT_FOUND : 200, unknown.answer(request.id()));
            return null;
        }
    }

    private void notified(RpcRequest request, Session<A, O, S> session) {
        if (request.method().equals("notifications/cancelled")) {
            calls.inFlight()
                    .cancel(session.id(), request.params().get("requestId").plain());
        }
    }

    void delete(McpHeaders headers, McpReply reply) {
        String id = headers.session();
        try {
            if (id == null) {
                throw new RpcException(RpcException.INVALID_REQUEST, "the header " + SESSION_HEADER + " is required");
            }
            Session<A, O, S> session = calls.door().find(id);
            if (session.attachment().closeWithSocket()) {
                reply.nothing(202);
            } else {
                session.abort(SessionEnd.DELETED, null);
                var unused = session.end().thenRun(() -> reply.nothing(204));
            }
        } catch (RpcException refusal) {
            reply.answer(refusal.code() == RpcException.INVALID_PARAMS ? NOT_FOUND : BAD_REQUEST, refusal.answer(null));
        }
    }
}
