package org.openenv.core.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.wire.WireCodec;

/** MCP from 2026-07-28 on: each request says all it needs, a session is a handle. */
class StatelessDialectTest {

    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static String request(String method, String params) {
        return McpServer.request(1, method, "{" + (params.isEmpty() ? "" : params + ",") + META + "}");
    }

    private static RawHttp by(McpServer server, String method) {
        return server.http.with("MCP-Protocol-Version", "2026-07-28").with("Mcp-Method", method);
    }

    private static Map<?, ?> call(McpServer server, String tool, String arguments) {
        RawHttp client = by(server, "tools/call").with("Mcp-Name", tool);
        String params = "\"name\":\"" + tool + "\",\"arguments\":" + arguments;
        return (Map<?, ?>) server.ask(client, request("tools/call", params)).get("result");
    }

    @Test
    void tellsWhatItIsWithoutAHandshake() {
        try (McpServer server = new McpServer()) {
            assertThat(server.ask(by(server, "server/discover"), request("server/discover", ""))
                            .get("result"))
                    .asString()
                    .contains(
                            "supportedVersions=[2026-07-28, 2025-11-25,",
                            "capabilities={tools={}}",
                            "resultType=complete",
                            "io.modelcontextprotocol/serverInfo={name=one, version=1.0.0}",
                            "ttlMs=",
                            "cacheScope=public");
            assertThat(server.ask(by(server, "tools/list"), request("tools/list", ""))
                            .get("result"))
                    .asString()
                    .contains(
                            "name=say",
                            "name=session_create",
                            "name=session_close",
                            "session_id={",
                            "resultType=complete");
            assertThat(server.host.activeSessions()).isZero();
        }
    }

    @Test
    void aSessionIsAHandle() {
        try (McpServer server = new McpServer()) {
            assertThat(call(server, "say", "{\"text\":\"x\"}").toString())
                    .contains("step_count=1", "resultType=complete");
            String id = String.valueOf(
                    ((Map<?, ?>) call(server, "session_create", "{}").get("structuredContent")).get("session_id"));
            String with = ",\"session_id\":\"" + id + "\"}";
            call(server, "say", "{\"text\":\"x\"" + with);
            assertThat(call(server, "say", "{\"text\":\"x\"" + with).toString())
                    .contains("step_count=2", "isError=false");
            assertThat(call(server, "session_close", "{\"session_id\":\"" + id + "\"}")
                            .toString())
                    .contains("closed=true");
            assertThat(call(server, "session_close", "{}").toString()).contains("isError=true", "Unknown session_id");
            assertThat(call(server, "say", "{\"text\":\"x\"" + with).toString())
                    .contains("isError=true", "Unknown session_id: " + id);
            for (int i = 0; i < 3; i++) {
                call(server, "session_create", "{}");
            }
            assertThat(call(server, "session_create", "{}").toString()).contains("isError=true", "Server at capacity");
        }
    }

    @Test
    void headersAndBodyMustAgree() {
        try (McpServer server = new McpServer()) {
            RawHttp none = server.http;
            refused(none, request("tools/list", ""), 400, -32020, "MCP-Protocol-Version is missing");
            refused(
                    none.with("MCP-Protocol-Version", "2025-11-25"),
                    request("tools/list", ""),
                    400,
                    -32020,
                    "'2025-11-25'");
            RawHttp versioned = none.with("MCP-Protocol-Version", "2026-07-28");
            refused(versioned, request("tools/list", ""), 400, -32020, "Mcp-Method is missing");
            refused(versioned, McpServer.request(1, "tools/list", "{}"), 400, -32020, "the body says nothing");
            refused(by(server, "ping"), request("tools/list", ""), 400, -32020, "Mcp-Method is 'ping'");
            RawHttp calls = by(server, "tools/call");
            refused(calls, request("tools/call", "\"name\":\"say\""), 400, -32020, "Mcp-Name is missing");
            refused(calls.with("Mcp-Name", "no"), request("tools/call", "\"name\":\"say\""), 400, -32020, "'no'");
            refused(
                    calls.with("Mcp-Name", "no"),
                    request("tools/call", "\"name\":\"no\""),
                    400,
                    -32602,
                    "Tool not found: no");
            String coded = "=?base64?c2F5?=";
            assertThat(calls.with("Mcp-Name", coded)
                            .post("/mcp", request("tools/call", "\"name\":\"say\",\"arguments\":{\"text\":\"x\"}"))
                            .statusCode())
                    .isEqualTo(200);
            refused(by(server, "resources/list"), request("resources/list", ""), 404, -32601, "Method not found");
            refused(
                    server.http.with("MCP-Protocol-Version", "1900-01-01").with("Mcp-Method", "tools/list"),
                    request("tools/list", "").replace("2026-07-28", "1900-01-01"),
                    400,
                    -32022,
                    "\"requested\":\"1900-01-01\"");
            refused(
                    by(server, "tools/list"),
                    request("tools/list", "").replace("clientCapabilities", "clientInfo"),
                    400,
                    -32602,
                    "clientCapabilities");
            assertThat(by(server, "notifications/x")
                            .post(
                                    "/mcp",
                                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\",\"params\":{" + META + "}}")
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private static void refused(RawHttp by, String body, int status, int code, String message) {
        HttpResponse<String> answer = by.post("/mcp", body);
        assertThat(answer.body()).contains("\"code\":" + code, message);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(((Map<?, ?>) WireCodec.readValue(answer.body())).get("id")).hasToString("1");
    }

    @Test
    void whoClosesTheConnectionWantsTheCallNoMore() throws IOException {
        try (McpServer server = new McpServer(
                config -> config.withTimes(times -> times.withPings(Duration.ofMillis(50), Duration.ofSeconds(60))))) {
            String id = String.valueOf(
                    ((Map<?, ?>) call(server, "session_create", "{}").get("structuredContent")).get("session_id"));
            for (String handle : new String[] {"", ",\"session_id\":\"" + id + "\""}) {
                String body =
                        request("tools/call", "\"name\":\"say\",\"arguments\":{\"text\":\"block\"" + handle + "}");
                try (Socket socket = new Socket("127.0.0.1", server.host.port())) {
                    socket.getOutputStream()
                            .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                            + "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                                            + "Mcp-Method: tools/call\r\nMcp-Name: say\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.UTF_8));
                    await("it runs", () -> server.provider.blocked() == 1);
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                }
                await("it was ended", () -> server.provider.blocked() == 0);
            }
            await("one session is left", () -> server.host.activeSessions() == 1);
            assertThat(call(server, "say", "{\"text\":\"x\",\"session_id\":\"" + id + "\"}")
                            .toString())
                    .contains("step_count=2");
        }
    }
}
