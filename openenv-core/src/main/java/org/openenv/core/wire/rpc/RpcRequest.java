package org.openenv.core.wire.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks in JSON-RPC.
 *
 * @param id its id: a text or an integer, {@code null} where it has none
 * @param identified whether it has the field {@code id}; without, it is a notification
 * @param method what it asks
 * @param params with what; an object
 */
public record RpcRequest(@Nullable Object id, boolean identified, String method, JsonValue params) {

    private static final Set<String> FIELDS = Set.of("jsonrpc", "id", "method", "params");

    /**
     * Reads a request.
     *
     * @param message what came
     * @return the request
     * @throws RpcException with {@link RpcException#INVALID_REQUEST} if it is none
     */
    public static RpcRequest read(JsonValue message) {
        if (!message.isObject()) {
            throw invalid(
                    "it is no object" + (message.isArray() ? "; batches are not taken, send one at a time" : ""), null);
        }
        JsonValue id = message.get("id");
        boolean hasId = !id.isMissing();
        if (!id.isNothing() && id.text().isEmpty() && !id.isInteger()) {
            throw invalid("id must be a text, an integer or null", null);
        }
        @Nullable Object known = id.plain();
        if (!"2.0".equals(message.get("jsonrpc").text().orElse(null))) {
            throw invalid("jsonrpc must be \"2.0\"", known);
        }
        String method = message.get("method").text().orElse(null);
        if (method == null) {
            throw invalid("method must be a text", known);
        }
        JsonValue params = message.get("params");
        if (!params.isMissing() && !params.isObject()) {
            throw invalid("params must be an object", known);
        }
        Set<String> others = new TreeSet<>(message.names());
        others.removeAll(FIELDS);
        if (!others.isEmpty()) {
            throw invalid(
                    "it may not have the field '" + shorten(others.iterator().next()) + "'", known);
        }
        return new RpcRequest(known, hasId, method, params.isMissing() ? JsonValue.empty() : params);
    }

    /** Returns whether a message answers a request, which this side never makes. */
    public static boolean isAnswer(JsonValue message) {
        return message.isObject()
                && message.get("method").isMissing()
                && (!message.get("result").isMissing() || !message.get("error").isMissing());
    }

    private static RpcException invalid(String why, @Nullable Object id) {
        return new RpcException(RpcException.INVALID_REQUEST, "Invalid request: " + why, null, id);
    }

    /**
     * Returns what a message may repeat of a client's text.
     *
     * @param text the text
     * @return as much of it as can be read
     */
    public static String shorten(String text) {
        return text.length() <= 256 ? text : text.substring(0, 256) + "…";
    }

    /** Returns the failure for a method that nobody knows. */
    public RpcException unknownMethod() {
        return new RpcException(RpcException.METHOD_NOT_FOUND, "Method not found: " + shorten(method));
    }

    /**
     * Returns the answer to it.
     *
     * @param result what came of it, or {@code null}
     * @return an object of JSON-RPC
     */
    public Map<String, @Nullable Object> answer(@Nullable Object result) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put("result", result);
        return answer;
    }
}
