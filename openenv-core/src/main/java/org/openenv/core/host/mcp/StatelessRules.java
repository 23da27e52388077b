package org.openenv.core.host.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.rpc.RpcException;
import org.openenv.core.wire.rpc.RpcRequest;

/** What every request of the stateless protocol must say of itself, and, over HTTP, say again in its headers. */
final class StatelessRules {

    static final int HEADER_MISMATCH = -32020;
    static final int UNSUPPORTED_VERSION = -32022;

    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    private StatelessRules() {}

    /**
     * Lets a request through that keeps them.
     *
     * @throws RpcException for one that does not
     */
    static void check(RpcRequest request, McpHeaders headers) {
        String version = Dialect.version(request);
        same("MCP-Protocol-Version", headers.version(), version);
        same("Mcp-Method", headers.method(), request.method());
        if (request.method().equals("tools/call")) {
            same(
                    "Mcp-Name",
                    decoded(headers.name()),
                    request.params().get("name").text().orElse(null));
        }
        if (!Dialect.NEWEST.equals(version)) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("supported", McpResults.supported());
            data.put("requested", version);
            throw new RpcException(UNSUPPORTED_VERSION, "Unsupported protocol version", data, null);
        }
        if (!Dialect.tellsCapabilities(request)) {
            throw new RpcException(
                    RpcException.INVALID_PARAMS,
                    "Invalid params - '_meta' must have the object 'io.modelcontextprotocol/clientCapabilities'");
        }
    }

    private static void same(String header, @Nullable String said, @Nullable String meant) {
        if (said == null || !said.equals(meant)) {
            throw new RpcException(
                    HEADER_MISMATCH,
                    "Header mismatch: " + header
                            + (said == null ? " is missing" : " is '" + RpcRequest.shorten(said) + "'")
                            + ", the body says " + (meant == null ? "nothing" : "'" + RpcRequest.shorten(meant) + "'"));
        }
    }

    /** The value of a header that may stand there in base64. */
    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || !value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)) {
            return value;
        }
        try {
            String inner = value.substring(
                    ENCODED.length(), Math.max(ENCODED.length(), value.length() - ENCODED_END.length()));
            return new String(Base64.getDecoder().decode(inner), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return value;
        }
    }

    /** The HTTP status that goes with a refusal. */
    static int status(RpcException refusal) {
        return switch (refusal.code()) {
            case RpcException.METHOD_NOT_FOUND -> 404;
            case RpcException.PARSE_ERROR,
                    RpcException.INVALID_REQUEST,
                    RpcException.INVALID_PARAMS,
                    HEADER_MISMATCH,
                    UNSUPPORTED_VERSION -> 400;
            default -> 200;
        };
    }
}
