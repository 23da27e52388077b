package org.openenv.core.host.mcp;

import org.jspecify.annotations.Nullable;

/**
 * What the headers of a request say about the message in it; nothing, on a transport without headers.
 *
 * @param version {@code MCP-Protocol-Version}
 * @param session {@code Mcp-Session-Id}
 * @param method {@code Mcp-Method}
 * @param name {@code Mcp-Name}
 */
public record McpHeaders(
        @Nullable String version,
        @Nullable String session,
        @Nullable String method,
        @Nullable String name) {

    /** Whether the sender speaks MCP, of any revision that has headers. */
    boolean any() {
        return version != null || session != null || method != null;
    }
}
