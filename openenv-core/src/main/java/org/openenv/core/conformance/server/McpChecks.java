package org.openenv.core.conformance.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.Level;
import org.openenv.core.conformance.check.NotApplicableException;
import org.openenv.core.wire.WireCodec;

/** JSON-RPC at {@code /mcp}, as OpenEnv speaks it; a server without it is not asked further. */
final class McpChecks {

    private static final int PARSE_ERROR = -32_700;
    private static final int NO_SUCH_METHOD = -32_601;
    private static final int BAD_PARAMS = -32_602;
    private static final int NO_PLACE = -32_000;

    private McpChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                new Check<>(
                        "mcp-answers",
                        "POST /mcp answers JSON-RPC, to an empty object too.",
                        Scope.PROTOCOL,
                        Level.STATIC,
                        server -> ask(server, "{}")),
                check("mcp-parse-error", "What is not JSON is a parse error.", server -> {
                    Map<String, Object> answer = ask(server, "{bad");
                    refused(answer, PARSE_ERROR);
                    Expect.equal("the id", null, answer.get("id"));
                }),
                check("mcp-unknown-method", "A method nobody knows is refused, its id echoed.", server -> {
                    Map<String, Object> answer = call(server, "no/such/method", Map.of());
                    refused(answer, NO_SUCH_METHOD);
                    Expect.equal("the id", 7, answer.get("id"));
                }),
                check("mcp-session", "A session is made, and closed once.", server -> {
                    String id = create(server);
                    Expect.equal("closed", true, result(close(server, id)).get("closed"));
                    refused(close(server, id), BAD_PARAMS);
                }),
                check("mcp-tools", "The tools of a session have names and schemas.", McpChecks::tools),
                check("mcp-unknown-tool", "A tool nobody knows is refused, or fails in its result.", server -> {
                    String id = create(server);
                    try {
                        Map<String, Object> answer = call(
                                server,
                                "tools/call",
                                Map.of("session_id", id, "name", "no_such_tool", "arguments", Map.of()));
                        Expect.that(
                                answer.containsKey("error") || answer.get("result") instanceof Map<?, ?>,
                                "an error or a result that is an object",
                                answer);
                    } finally {
                        close(server, id);
                    }
                }),
                check("mcp-over-ws", "A message of type mcp on /ws is answered by one.", McpChecks::overSocket));
    }

    private static Check<ServerUnderTest> check(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, body);
    }

    private static void tools(ServerUnderTest server) {
        String id = create(server);
        try {
            Map<String, Object> answer = call(server, "tools/list", Map.of("session_id", id));
            if (answer.get("error") instanceof Map<?, ?> error
                    && String.valueOf(error.get("message")).contains("does not support MCP")) {
                throw new NotApplicableException("the environment has no tools: " + error.get("message"));
            }
            for (Object each : Expect.array("tools", result(answer).get("tools"))) {
                Map<String, Object> tool = Expect.object("each of tools", each);
                Expect.that(tool.get("name") instanceof String, "each of tools to have a name", tool);
                Expect.that(
                        tool.get("inputSchema") instanceof Map || tool.get("input_schema") instanceof Map,
                        "each of tools to have an inputSchema or input_schema",
                        tool);
            }
        } finally {
            close(server, id);
        }
    }

    private static void overSocket(ServerUnderTest server) {
        try (Conversation conversation = server.open()) {
            Map<String, Object> answer = conversation.ask(
                    "{\"type\":\"mcp\",\"data\":{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":7}}");
            if ("UNKNOWN_TYPE".equals(Messages.errorCode(answer))) {
                throw new NotApplicableException("the server has no MCP on /ws");
            }
            Map<String, Object> data = valid(Conversation.data(answer, "mcp"));
            Expect.equal("the id", 7, data.get("id"));
        }
    }

    /** Makes a session; not applicable where there is no {@code /mcp}, or no place. */
    static String create(ServerUnderTest server) {
        Map<String, Object> answer = call(server, "openenv/session/create", Map.of());
        if (answer.get("error") instanceof Map<?, ?> error
                && Integer.valueOf(NO_PLACE).equals(error.get("code"))) {
            throw new NotApplicableException("the server has no place for another session: " + error.get("message"));
        }
        Object id = result(answer).get("session_id");
        Expect.that(id instanceof String, "a session_id", answer);
        return String.valueOf(id);
    }

    static Map<String, Object> close(ServerUnderTest server, String id) {
        return call(server, "openenv/session/close", Map.of("session_id", id));
    }

    /** Returns an id that no server gave to a session. */
    static String unknownId() {
        return "no-such-session-" + UUID.randomUUID();
    }

    private static Map<String, Object> call(ServerUnderTest server, String method, Map<String, Object> params) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jsonrpc", "2.0");
        request.put("id", 7);
        request.put("method", method);
        request.put("params", params);
        return ask(server, WireCodec.writeValue(request));
    }

    private static Map<String, Object> ask(ServerUnderTest server, String body) {
        HttpDoor.Answer answer = server.http().post("/mcp", body);
        if (answer.status() == 404 || answer.status() == 405) {
            throw new NotApplicableException("the server has no /mcp: POST is answered with " + answer.status());
        }
        return valid(answer.object(200));
    }

    /** Checks what every answer has: clients tell success by the absence of an error. */
    private static Map<String, Object> valid(Map<String, Object> answer) {
        Expect.equal("jsonrpc", "2.0", answer.get("jsonrpc"));
        Expect.that(
                answer.containsKey("result") != answer.containsKey("error"),
                "a result or an error, and not both keys",
                answer);
        return answer;
    }

    private static Map<String, Object> result(Map<String, Object> answer) {
        return Expect.object("the result", answer.get("result") == null ? answer : answer.get("result"));
    }

    private static void refused(Map<String, Object> answer, int code) {
        @Nullable Object error = answer.get("error");
        Map<String, Object> fields = Expect.object("the error", error);
        Expect.equal("the error's code", code, fields.get("code"));
        Expect.that(fields.get("message") instanceof String, "the error to have a message", fields);
    }
}
