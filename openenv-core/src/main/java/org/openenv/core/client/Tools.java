package org.openenv.core.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.ServerMessage;

/**
 * The tools of an environment on a server, as the Model Context Protocol has them, called in the client's own session: what
 * a step left is there for a tool, and the other way round. They are asked for by messages of type {@code mcp} on the
 * session's own connection, in turn with its steps.
 *
 * <p>Safe for use by several threads. A tool that fails has answered; other failures are an {@link OpenEnvException}: {@code
 * VALIDATION_ERROR} where there is no such tool or it takes no such arguments, {@code UNKNOWN_TYPE} where the server has no
 * tools, {@code EXECUTION_ERROR} for what else the server says.
 */
public final class Tools {

    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    private final Calls<?> calls;

    Tools(Calls<?> calls) {
        this.calls = calls;
    }

    /**
     * Returns the tools that there are.
     *
     * @return one each, in the server's order
     */
    public List<ToolDescription> list() {
        return tools(calls.now(calls.rpc("tools/list", Map.of()), Tools::result));
    }

    /**
     * Calls a tool and waits for its answer.
     *
     * @param name the tool's name
     * @param arguments what its schema asks for, by name
     * @return what it answered
     */
    public ToolAnswer call(String name, Map<String, ?> arguments) {
        return calls.now(calling(name, arguments), message -> ToolAnswer.of(result(message)));
    }

    /**
     * Calls a tool without waiting for it.
     *
     * @param name the tool's name
     * @param arguments what its schema asks for, by name
     * @return what it answered, later; cancelling it forgets the call, and stops it only with {@link
     *     ClientConfig#withInterruptOnCancel}
     */
    public CompletableFuture<ToolAnswer> callAsync(String name, Map<String, ?> arguments) {
        return calls.later(calling(name, arguments), message -> ToolAnswer.of(result(message)));
    }

    private Request calling(String name, Map<String, ?> arguments) {
        Objects.requireNonNull(name, "name is required");
        return calls.rpc("tools/call", Map.of("name", name, "arguments", arguments));
    }

    private static List<ToolDescription> tools(Map<String, Object> result) {
        if (!(result.get("tools") instanceof List<?> tools)) {
            throw bad(result);
        }
        return tools.stream().map(tool -> described(tool, result)).toList();
    }

    @SuppressWarnings("unchecked") // objects of JSON have texts as names
    private static ToolDescription described(Object tool, Map<String, Object> result) {
        if (!(tool instanceof Map<?, ?> fields) || !(fields.get("name") instanceof String name)) {
            throw bad(result);
        }
        Object schema = fields.containsKey("inputSchema") ? fields.get("inputSchema") : fields.get("input_schema");
        return new ToolDescription(
                name,
                fields.get("description") instanceof String text ? text : "",
                schema instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    @SuppressWarnings("unchecked") // objects of JSON have texts as names
    private static Map<String, Object> result(ServerMessage<?, ?> message) {
        Map<String, @Nullable Object> answer = Answers.rpc(message);
        if (answer.get("error") instanceof Map<?, ?> error) {
            throw new OpenEnvException(code(error.get("code")), String.valueOf(error.get("message")));
        }
        if (answer.get("result") instanceof Map<?, ?> result) {
            return (Map<String, Object>) result;
        }
        throw bad(answer);
    }

    private static ErrorCode code(@Nullable Object number) {
        int code = number instanceof Number known ? known.intValue() : 0;
        return switch (code) {
            case INVALID_PARAMS -> ErrorCode.VALIDATION_ERROR;
            case METHOD_NOT_FOUND -> ErrorCode.UNKNOWN_TYPE;
            default -> ErrorCode.EXECUTION_ERROR;
        };
    }

    private static OpenEnvException bad(Map<String, ?> answer) {
        String text = String.valueOf(answer);
        return new OpenEnvException(
                ErrorCode.INVALID_ANSWER,
                "the server's answer about tools is not what was asked for: "
                        + (text.length() <= 200 ? text : text.substring(0, 200) + "…"));
    }
}
