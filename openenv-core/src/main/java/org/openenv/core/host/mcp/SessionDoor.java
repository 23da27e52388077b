package org.openenv.core.host.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.OpenSession;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.session.Transport;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** The sessions of one environment as JSON-RPC opens, names and closes them: the same that any other client has. */
record SessionDoor<A extends Action, O extends Observation, S extends State>(
        ServedEnvironment<A, O, S> environment, HostContext context) {

    static final String SESSION_ID = "session_id";

    /** Opens one; it takes its place at once. What hears of it may block. */
    OpenSession<A, O, S> open() {
        Session<A, O, S> session = new Session<>(environment, context, Transport.HTTP, (end, error) -> {});
        return new OpenSession<>(session, session.open().whenCompleteAsync((opened, refusal) -> {}, context.lanes()));
    }

    /** The id that a request names in its parameters, or {@code null}. */
    static @Nullable String named(JsonValue params) {
        JsonValue id = params.get(SESSION_ID);
        if (id.isNothing()) {
            return null;
        }
        return id.text()
                .orElseThrow(() ->
                        new RpcException(RpcException.INVALID_PARAMS, "Invalid params - 'session_id' must be a text"));
    }

    /**
     * Returns an open session.
     *
     * @throws RpcException if there is none, or its environment is not there yet
     */
    @SuppressWarnings("unchecked") // a session of this environment has its types
    Session<A, O, S> find(String id) {
        Session<?, ?, ?> session = context.registry()
                .find(id)
                .filter(found ->
                        found.environment() == environment && !found.requests().closed())
                .orElseThrow(() -> unknown(id));
        if (!session.ready()) {
            throw new RpcException(
                    RpcException.INVALID_REQUEST, "Session " + id + " is still initializing; retry shortly");
        }
        session.activity().touch();
        return (Session<A, O, S>) session;
    }

    static RpcException unknown(String id) {
        return new RpcException(RpcException.INVALID_PARAMS, "Unknown session_id: " + RpcRequest.shorten(id));
    }

    /**
     * Closes a session, now or when the socket that is attached to it has gone.
     *
     * @return what to answer, once it is closed
     * @throws RpcException if there is no such session
     */
    CompletableFuture<Map<String, @Nullable Object>> close(String id) {
        Session<A, O, S> session = find(id);
        if (session.attachment().closeWithSocket()) {
            Map<String, @Nullable Object> later = closed(id, false);
            later.put("closing", true);
            return CompletableFuture.completedFuture(later);
        }
        session.abort(SessionEnd.CLOSED, null);
        return session.end().thenApplyAsync(gone -> closed(id, true), context.lanes());
    }

    private static Map<String, @Nullable Object> closed(String id, boolean closed) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(SESSION_ID, id);
        fields.put("closed", closed);
        return fields;
    }
}
