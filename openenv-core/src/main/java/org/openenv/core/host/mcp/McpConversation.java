package org.openenv.core.host.mcp;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.RequestQueue;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.tool.ServedTool;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/**
 * JSON-RPC on a connection that has a session: the WebSocket {@code /mcp}, or what stands inside messages on {@code /ws}. Every
 * message is answered on the session's lane; a cancellation alone is heard out of turn.
 */
public final class McpConversation<A extends Action, O extends Observation, S extends State> {

    private static final Object NOTHING = new Object();
    private static final int REMEMBERED = RequestQueue.MAX_WAITING;
    private static final int CLOSE_SECONDS = 10;

    private final Session<A, O, S> session;
    private final SessionDoor<A, O, S> door;
    private final McpResults results;
    private final boolean mcp;
    private final Set<Object> cancelled = new LinkedHashSet<>();
    private volatile @Nullable Object running = NOTHING;
    private boolean shaken;

    /**
     * Makes a conversation.
     *
     * @param mcp whether it may be any dialect, or OpenEnv's alone
     */
    public McpConversation(Session<A, O, S> session, HostContext context, boolean mcp) {
        this.session = session;
        this.door = new SessionDoor<>(session.environment(), context);
        this.results = new McpResults(session.environment().metadata());
        this.mcp = mcp;
    }

    /** Answers a message, {@code null} where there is no answer. On the lane. */
    public @Nullable Map<String, @Nullable Object> answer(String text) {
        try {
            return answer(JsonValue.parse(text));
        } catch (RpcException noJson) {
            return noJson.answer(null);
        }
    }

    /** Answers a message, {@code null} where there is no answer. On the lane. */
    public @Nullable Map<String, @Nullable Object> answer(JsonValue message) {
        if (mcp && RpcRequest.isAnswer(message)) {
            return null;
        }
        RpcRequest request;
        try {
            request = RpcRequest.read(message);
        } catch (RpcException noRequest) {
            return noRequest.answer(shaken ? noRequest.id() : null);
        }
        try {
            Dialect dialect = dialect(request);
            if (dialect != Dialect.OPENENV && !request.identified()) {
                return null;
            }
            return request.answer(result(request, dialect));
        } catch (RpcException refusal) {
            return refusal.answer(request.id());
        }
    }

    /** A WebSocket is a connection with a session: what needs neither is not spoken on it. */
    private Dialect dialect(RpcRequest request) {
        shaken |= mcp && request.method().equals("initialize");
        return shaken ? Dialect.HANDSHAKE : Dialect.OPENENV;
    }

    private @Nullable Object result(RpcRequest request, Dialect dialect) {
        return switch (request.method()) {
            case "tools/list" ->
                results.list(dialect, session.environment().tools().all());
            case "tools/call" -> call(request, dialect);
            case "initialize" -> ofHandshake(dialect, request, results.initialized(request));
            case "ping" -> ofHandshake(dialect, request, Map.of());
            case OpenEnvMethods.CREATE -> own();
            case OpenEnvMethods.CLOSE -> close(OpenEnvMethods.closing(request));
            default -> throw request.unknownMethod();
        };
    }

    private static Object ofHandshake(Dialect dialect, RpcRequest request, Map<String, ?> result) {
        if (dialect != Dialect.HANDSHAKE) {
            throw request.unknownMethod();
        }
        return result;
    }

    private Object call(RpcRequest request, Dialect dialect) {
        String name = ToolCall.name(request);
        ServedTool<A, O, S> tool = session.environment().tools().find(name).orElseThrow(() -> ToolCall.unknown(name));
        running = request.id();
        try {
            if (wasCancelled(request.id())) {
                throw new RpcException(RpcException.INTERNAL_ERROR, "Request cancelled");
            }
            return new ToolCall<A, O, S>(tool, request.params().get("arguments"), dialect, results).run(session);
        } finally {
            running = NOTHING;
        }
    }

    private boolean wasCancelled(@Nullable Object id) {
        synchronized (cancelled) {
            return id != null && cancelled.remove(id);
        }
    }

    private Map<String, @Nullable Object> own() {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put(SessionDoor.SESSION_ID, session.id());
        return result;
    }

    private Object close(String id) {
        if (id.equals(session.id())) {
            throw new RpcException(
                    RpcException.INVALID_REQUEST, "Cannot close active WebSocket-managed session via MCP method");
        }
        try {
            return door.close(id).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RpcException(RpcException.INTERNAL_ERROR, "The session ends while this one does.");
        } catch (ExecutionException | TimeoutException late) {
            throw new RpcException(RpcException.INTERNAL_ERROR, "The session does not end yet; it was told to.");
        }
    }

    /** Hears a cancellation out of turn. Beside the lane. */
    public void urgent(String text) {
        try {
            RpcRequest request = RpcRequest.read(JsonValue.parse(text));
            @Nullable Object id = request.params().get("requestId").plain();
            if (!request.method().equals("notifications/cancelled") || id == null) {
                return;
            }
            if (!session.interrupts().ifMeant(() -> Objects.equals(running, id))) {
                synchronized (cancelled) {
                    cancelled.add(id);
                    if (cancelled.size() > REMEMBERED) {
                        cancelled.remove(cancelled.iterator().next());
                    }
                }
            }
        } catch (RpcException mistake) {
            // answered in its turn
        }
    }

    /** The id of a message that was not carried out, or {@code null}. */
    public @Nullable Object idOf(String text) {
        try {
            return RpcRequest.read(JsonValue.parse(text)).id();
        } catch (RpcException mistake) {
            return mistake.id();
        }
    }
}
