package org.openenv.core.wire.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** A failure as JSON-RPC tells it: a number, a sentence, and perhaps data. */
public final class RpcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The text is no JSON. */
    public static final int PARSE_ERROR = -32700;
    /** The JSON is no request. */
    public static final int INVALID_REQUEST = -32600;
    /** Nobody knows the method. */
    public static final int METHOD_NOT_FOUND = -32601;
    /** The parameters don't fit the method. */
    public static final int INVALID_PARAMS = -32602;
    /** Something was thrown. */
    public static final int INTERNAL_ERROR = -32603;
    /** There is no place for a session, or no environment for it. */
    public static final int SERVER_ERROR = -32000;

    private final int code;
    private final transient @Nullable Object data;
    private final transient @Nullable Object id;

    /**
     * Makes a failure.
     *
     * @param code its number
     * @param message what was asked, what was found
     */
    public RpcException(int code, String message) {
        this(code, message, null, null);
    }

    /**
     * Makes a failure with data.
     *
     * @param code its number
     * @param message what was asked, what was found
     * @param data a value that JSON knows, or {@code null}
     * @param id the id of the request, where it could be read; or {@code null}
     */
    public RpcException(int code, String message, @Nullable Object data, @Nullable Object id) {
        super(message);
        this.code = code;
        this.data = data;
        this.id = id;
    }

    /**
     * Returns a failure of the server as JSON-RPC tells it.
     *
     * @param failure the failure
     * @return the same in numbers
     */
    public static RpcException of(OpenEnvException failure) {
        boolean noPlace = failure.code() == ErrorCode.CAPACITY_REACHED
                || failure.code() == ErrorCode.FACTORY_ERROR
                || failure.code() == ErrorCode.SESSION_ERROR;
        return new RpcException(
                noPlace ? SERVER_ERROR : INTERNAL_ERROR,
                String.valueOf(failure.getMessage()),
                failure.details().isEmpty() ? null : failure.details(),
                null);
    }

    /** Returns its number. */
    public int code() {
        return code;
    }

    /** Returns the id of the request, or {@code null} where it could not be read. */
    public @Nullable Object id() {
        return id;
    }

    /**
     * Returns the answer that tells it.
     *
     * @param to the id of the request, or {@code null}
     * @return an object of JSON-RPC
     */
    public Map<String, @Nullable Object> answer(@Nullable Object to) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", getMessage());
        error.put("data", data);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", to);
        answer.put("error", error);
        return answer;
    }
}
