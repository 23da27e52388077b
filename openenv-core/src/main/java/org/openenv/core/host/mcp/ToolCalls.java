package org.openenv.core.host.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.PendingRequest;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.tool.ServedTool;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** {@code tools/list} and {@code tools/call} of one environment over HTTP, as all dialects have them. */
final class ToolCalls<A extends Action, O extends Observation, S extends State> {

    private final ServedEnvironment<A, O, S> environment;
    private final McpResults results;
    private final SessionDoor<A, O, S> door;
    private final InFlight inFlight = new InFlight();

    ToolCalls(ServedEnvironment<A, O, S> environment, HostContext context) {
        this.environment = environment;
        this.results = new McpResults(environment.metadata());
        this.door = new SessionDoor<>(environment, context);
    }

    McpResults results() {
        return results;
    }

    SessionDoor<A, O, S> door() {
        return door;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Map<String, @Nullable Object> list(Dialect dialect) {
        return results.list(dialect, environment.tools().all());
    }

    /** The tool of that name. */
    ServedTool<A, O, S> tool(String name) {
        return environment.tools().find(name).orElseThrow(() -> ToolCall.unknown(name));
    }

    ToolCall<A, O, S> call(ServedTool<A, O, S> tool, JsonValue arguments, Dialect dialect) {
        return new ToolCall<>(tool, arguments, dialect, results);
    }

    /**
     * Queues a call in a session.
     *
     * @param endsWithClient whether a client that goes away wants it no more
     */
    void submit(
            Session<A, O, S> session,
            RpcRequest request,
            ToolCall<A, O, S> call,
            Room room,
            McpReply reply,
            boolean endsWithClient) {
        if (session.requests().full()) {
            throw new RpcException(
                    RpcException.SERVER_ERROR,
                    "Too many requests wait for this session; try again when they are done.");
        }
        InFlight.Entry entry = inFlight.begin(session.id(), request.id());
        reply.running(Dialect.progressToken(request), endsWithClient ? entry::cancel : () -> {});
        PendingRequest<A, O, S> pending = session.requests()
                .submit(
                        new ToolCarrier<>(request, call, reply, () -> inFlight.end(session.id(), request.id(), entry)),
                        room.take());
        entry.cancelBy(() -> session.requests()
                .cancel(pending, new OpenEnvException(ErrorCode.EXECUTION_ERROR, "Request cancelled")));
    }

    /** Makes a call in a session of its own, which ends with it, or with its client. */
    void submitAlone(RpcRequest request, ToolCall<A, O, S> call, Room room, McpReply reply) {
        OpenSession<A, O, S> opening = door.open();
        AutoCloseable held = room.take();
        Session<A, O, S> session = opening.session();
        reply.running(Dialect.progressToken(request), () -> session.abort(SessionEnd.VANISHED, null));
        var unused = opening.opened().whenComplete((opened, refusal) -> {
            if (refusal == null) {
                session.requests()
                        .submit(
                                new ToolCarrier<>(request, call, reply, () -> session.finish(SessionEnd.CLOSED, null)),
                                held);
            } else {
                new Room(held).close();
                OpenEnvException failure = Failures.of(refusal);
                int status = failure.code() == ErrorCode.FACTORY_ERROR && call.dialect() == Dialect.OPENENV ? 500 : 200;
                reply.answer(status, RpcException.of(failure).answer(request.id()));
            }
        });
    }
}
