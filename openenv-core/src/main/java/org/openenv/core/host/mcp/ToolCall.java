package org.openenv.core.host.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.tool.ServedTool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** What {@code tools/call} asks: which tool, with what, told in which dialect. */
record ToolCall<A extends Action, O extends Observation, S extends State>(
        ServedTool<A, O, S> tool, JsonValue arguments, Dialect dialect, McpResults results) {

    /** The name of the tool asked for. */
    static String name(RpcRequest request) {
        return request.params()
                .get("name")
                .text()
                .orElseThrow(() -> new RpcException(RpcException.INVALID_PARAMS, "Missing 'name' in params"));
    }

    static RpcException unknown(String name) {
        return new RpcException(RpcException.INVALID_PARAMS, "Tool not found: " + RpcRequest.shorten(name));
    }

    /** Calls it. On the session's lane. */
    Map<String, @Nullable Object> run(Session<A, O, S> session) {
        ToolResult result = tool.call(session.lend(), arguments);
        if (result.error()) {
            session.checkNotAborted(); // then that is what failed it
        }
        return results.called(dialect, result);
    }
}
