package org.openenv.core.host.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcRequest;

/** Which of the protocols that share the route a request speaks. */
enum Dialect {
    /** OpenEnv's bare JSON-RPC: a session is named in the parameters. */
    OPENENV,
    /** MCP until 2025-11-25: {@code initialize} opens a session, which a header names. */
    HANDSHAKE,
    /** MCP from 2026-07-28 on: each request says all that it needs. */
    STATELESS;

    static final String NEWEST = "2026-07-28";
    static final String NEWEST_HANDSHAKE = "2025-11-25";

    /** Revisions with a handshake, the newest first. */
    static final List<String> HANDSHAKES = List.of(NEWEST_HANDSHAKE, "2025-06-18", "2025-03-26", "2024-11-05");

    private static final String META = "_meta";
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    /** Tells them apart: by what a request says of itself, by its headers, by the method that only one has. */
    static Dialect of(RpcRequest request, McpHeaders headers) {
        if (version(request) != null || (headers.version() != null && !HANDSHAKES.contains(headers.version()))) {
            return STATELESS;
        }
        return headers.any() || request.method().equals("initialize") ? HANDSHAKE : OPENENV;
    }

    /** The revision that a request says it speaks, or {@code null}. */
    static @Nullable String version(RpcRequest request) {
        return meta(request).get(VERSION).text().orElse(null);
    }

    static boolean tellsCapabilities(RpcRequest request) {
        return meta(request).get(CAPABILITIES).isObject();
    }

    /** What a client wants to be told the progress under, or {@code null}. */
    static @Nullable Object progressToken(RpcRequest request) {
        JsonValue token = meta(request).get("progressToken");
        return token.text().isPresent() || token.isInteger() ? token.plain() : null;
    }

    private static JsonValue meta(RpcRequest request) {
        return request.params().get(META);
    }
}
