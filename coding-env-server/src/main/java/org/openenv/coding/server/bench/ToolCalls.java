package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openenv.core.wire.WireCodec;

/** Calls of the first tool that a server has, with the action of a step for arguments, in OpenEnv's JSON-RPC. */
final class ToolCalls {

    private static final String LIST = request("tools/list", "{}");

    private ToolCalls() {}

    /** On a WebSocket {@code /mcp}, which is a session. */
    static Operation onSocket(Target target, String arguments) throws IOException {
        SocketClient socket = SocketClient.open(target, "/mcp");
        try {
            socket.ask(Messages.text(LIST));
            byte[] call = Messages.text(call(socket.text(), arguments, ""));
            return new Operation() {
                @Override
                public void perform() throws IOException {
                    socket.ask(call);
                    check(socket.text());
                }

                @Override
                public void close() throws IOException {
                    socket.close();
                }
            };
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** By {@code POST /mcp} on a connection that is kept, in a session that is named. */
    static Operation byPost(Target target, String arguments) throws IOException {
        HttpClient http = new HttpClient(target);
        try {
            http.expect(post(http, request("openenv/session/create", "{}")));
            String id = Answer.sessionId(http.text());
            http.expect(post(http, LIST));
            byte[] call = post(http, call(http.text(), arguments, ",\"session_id\":\"" + id + "\""));
            byte[] end = post(http, request("openenv/session/close", "{\"session_id\":\"" + id + "\"}"));
            return new Operation() {
                @Override
                public void perform() throws IOException {
                    http.expect(call);
                    check(http.text());
                }

                @Override
                public void close() throws IOException {
                    try (http) {
                        http.ask(end);
                    }
                }
            };
        } catch (IOException refused) {
            http.close();
            throw refused;
        }
    }

    private static byte[] post(HttpClient http, String json) {
        return http.post("/mcp", "", json);
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String call(String listed, String arguments, String more) throws RefusedException {
        if (WireCodec.readValue(listed) instanceof Map<?, ?> answer
                && answer.get("result") instanceof Map<?, ?> result
                && result.get("tools") instanceof List<?> tools
                && !tools.isEmpty()
                && tools.get(0) instanceof Map<?, ?> first) {
            return request(
                    "tools/call", "{\"name\":\"" + first.get("name") + "\",\"arguments\":" + arguments + more + "}");
        }
        throw new RefusedException("no tools", listed);
    }

    private static void check(String answer) throws RefusedException {
        if (!answer.contains("\"is_error\":false")) {
            throw new RefusedException("tool failed", answer);
        }
    }
}
