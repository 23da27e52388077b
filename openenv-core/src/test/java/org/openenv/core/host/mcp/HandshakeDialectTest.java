package org.openenv.core.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.host.mcp.McpServer.request;
import static org.openenv.core.host.mcp.McpServer.say;
import static org.openenv.core.testing.Eventually.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** MCP until 2025-11-25: {@code initialize}, then a session by header, over Streamable HTTP and the WebSocket. */
class HandshakeDialectTest {

    private static final String INITIALIZE = request(
            0,
            "initialize",
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
    private static final String CANCEL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%s}}";

    private static RawHttp initialized(McpServer server) {
        HttpResponse<String> answer = server.http.post("/mcp", INITIALIZE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"protocolVersion\":\"2025-11-25\"",
                        "\"tools\":{}",
                        "\"name\":\"one\"",
                        "\"version\":\"1.0.0\"");
        RawHttp client = server.http
                .with(
                        "Mcp-Session-Id",
                        answer.headers().firstValue("Mcp-Session-Id").orElseThrow())
                .with("MCP-Protocol-Version", "2025-11-25");
        HttpResponse<String> noted =
                client.post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertThat(noted.statusCode()).isEqualTo(202);
        assertThat(noted.body()).isEmpty();
        return client;
    }

    @Test
    void aSessionLastsUntilItIsDeleted() {
        try (McpServer server = new McpServer()) {
            RawHttp client = initialized(server);
            assertThat(server.ask(client, request(1, "ping", "{}")).get("result"))
                    .hasToString("{}");
            assertThat(server.ask(client, request(2, "tools/list", "{}")).toString())
                    .contains("name=say", "name=picture");
            server.ask(client, say(3, "a", ""));
            assertThat(server.ask(client, say(4, "b", "")).get("result"))
                    .hasToString("{content=[{type=text, text=b}], structuredContent={episode_id=null, step_count=2,"
                            + " last_text=b}, isError=false}");
            assertThat(server.ask(client, request(5, "resources/list", "{}")).get("error"))
                    .hasToString("{code=-32601, message=Method not found: resources/list, data=null}");
            assertThat(client.method("DELETE", "/mcp").statusCode()).isEqualTo(204);
            await("its place is free", () -> server.host.activeSessions() == 0);
            assertThat(client.post("/mcp", say(6, "c", "")).statusCode()).isEqualTo(404);
            assertThat(client.method("DELETE", "/mcp").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void agreesOnARevision() {
        try (McpServer server = new McpServer()) {
            String old = INITIALIZE.replace("2025-11-25", "2025-03-26");
            assertThat(server.ask(server.http, old).toString()).contains("protocolVersion=2025-03-26");
            String unknown = INITIALIZE.replace("2025-11-25", "1999-01-01");
            assertThat(server.ask(server.http, unknown).toString()).contains("protocolVersion=2025-11-25");
        }
    }

    @Test
    void refusesWhatIsNoneOfIt() {
        try (McpServer server = new McpServer()) {
            RawHttp client = initialized(server);
            HttpResponse<String> get = client.get("/mcp");
            assertThat(get.statusCode()).isEqualTo(405);
            assertThat(get.headers().firstValue("Allow")).hasValue("POST, DELETE");
            RawHttp nameless = server.http.with("MCP-Protocol-Version", "2025-11-25");
            assertThat(nameless.post("/mcp", say(1, "x", "")).statusCode()).isEqualTo(400);
            assertThat(nameless.method("DELETE", "/mcp").statusCode()).isEqualTo(400);
            HttpResponse<String> batch = client.post("/mcp", "[" + say(1, "x", "") + "]");
            assertThat(batch.statusCode()).isEqualTo(400);
            assertThat(batch.body()).contains("-32600", "batches are not taken");
            assertThat(client.post("/mcp", "{\"jsonrpc\"").body()).contains("-32700");
            assertThat(client.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(server.http
                            .with("Mcp-Session-Id", "no")
                            .post("/mcp", say(1, "x", ""))
                            .body())
                    .contains("Unknown session_id: no");
            assertThat(server.ask(client, say(2, "y", "")).toString()).contains("step_count=1");
            assertThat(server.http
                            .post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\",\"params\":{}}")
                            .body())
                    .contains("-32600", "needs an id");
            assertThat(server.host.activeSessions()).isEqualTo(1);
        }
    }

    @Test
    void whatIsCancelledIsInterruptedAndWhatWaitsIsNotDone() {
        try (McpServer server = new McpServer()) {
            RawHttp client = initialized(server);
            CompletableFuture<String> runs = later(client, say(1, "block", ""));
            await("it runs", () -> server.provider.blocked() == 1);
            CompletableFuture<String> waits = later(client, say("\"1\"", "waits", ""));
            await("it waits", () -> server.http.get("/sessions").body().contains("\"waiting_requests\":1"));
            assertThat(client.post("/mcp", CANCEL.formatted("2")).statusCode()).isEqualTo(202);
            client.post("/mcp", CANCEL.formatted("\"1\""));
            assertThat(waits.join()).contains("\"id\":\"1\"", "Request cancelled");
            assertThat(server.provider.blocked()).isEqualTo(1);
            client.post("/mcp", CANCEL.formatted("1"));
            assertThat(runs.join()).contains("\"id\":1", "\"text\":\"block\"");
            assertThat(server.ask(client, say(3, "y", "")).toString()).contains("step_count=2");
        }
    }

    private static CompletableFuture<String> later(RawHttp client, String request) {
        return CompletableFuture.supplyAsync(() -> client.post("/mcp", request).body());
    }

    @Test
    void aCallThatIsSoonDoneIsAnsweredAsJson() {
        try (McpServer server = new McpServer()) {
            RawHttp client = initialized(server).with("Accept", "application/json, text/event-stream");
            assertThat(client.post("/mcp", say(1, "x", "")).headers().firstValue("Content-Type"))
                    .hasValue("application/json");
        }
    }

    @Test
    void aCallThatTakesItsTimeTellsItsProgress() {
        try (McpServer server = new McpServer(
                config -> config.withTimes(times -> times.withPings(Duration.ofMillis(50), Duration.ofSeconds(60))))) {
            RawHttp client = initialized(server).with("Accept", "application/json, text/event-stream");
            CompletableFuture<HttpResponse<String>> slow = CompletableFuture.supplyAsync(
                    () -> client.post("/mcp", say(2, "block", ",\"_meta\":{\"progressToken\":\"t\"}")));
            await("it runs", () -> server.provider.blocked() == 1);
            long since = System.nanoTime();
            await("a few beats", () -> System.nanoTime() - since > 400_000_000L);
            server.provider.release();
            assertThat(slow.join().headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(slow.join().body())
                    .contains(
                            "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                                    + "{\"progressToken\":\"t\",\"progress\":")
                    .contains("\"id\":2,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"block\"")
                    .endsWith("}\n\n");
            RawHttp onlyEvents = client.with("Accept", "text/event-stream");
            assertThat(onlyEvents.post("/mcp", say(3, "x", "")).body()).startsWith("event: message\ndata: {");
        }
    }

    @Test
    void isSpokenOnAWebSocketToo() {
        try (McpServer server = new McpServer()) {
            try (RawSocket socket = RawSocket.connect(server.host.uri(), "/mcp")) {
                assertThat(socket.ask(INITIALIZE)).contains("\"protocolVersion\":\"2025-11-25\"");
                socket.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
                assertThat(socket.ask(say(1, "a", ""))).contains("\"isError\":false", "\"step_count\":1");
                assertThat(server.host.activeSessions()).isEqualTo(1);
                socket.send(say(2, "block", "")).send(say(3, "waits", ""));
                await("it runs", () -> server.provider.blocked() == 1);
                socket.send(CANCEL.formatted("3")).ping().send(CANCEL.formatted("2"));
                assertThat(socket.receive()).contains("\"id\":2", "\"text\":\"block\"");
                assertThat(socket.receive()).contains("\"id\":3", "Request cancelled");
                assertThat(socket.ask("{")).contains("-32700", "Parse error: ").doesNotContain("Source");
                assertThat(socket.ask("[]")).contains("-32600", "batches are not taken");
                socket.sendBinary(new byte[] {1});
                assertThat(socket.receive()).contains("-32603", "binary frame");
                assertThat(socket.ask(say(4, "b", ""))).contains("\"step_count\":3");
                socket.vanish();
            }
            await("its session ends with it", () -> server.host.activeSessions() == 0);
        }
    }

    @Test
    void openEnvSpeaksItsOwnOnWebSockets() {
        try (McpServer server = new McpServer()) {
            try (RawSocket socket = RawSocket.connect(server.host.uri(), "/mcp");
                    RawSocket inside = RawSocket.connect(server.host.uri(), "/ws")) {
                String id = socket.ask(request(1, "openenv/session/create", "{}"))
                        .replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
                assertThat(server.http.get("/sessions/" + id).body()).contains("websocket");
                assertThat(socket.ask(request(2, "openenv/session/close", "{\"session_id\":\"" + id + "\"}")))
                        .contains("-32600", "Cannot close active WebSocket-managed session via MCP method");
                assertThat(socket.ask(say(3, "a", ",\"session_id\":\"ignored\"")))
                        .contains("\"is_error\":false");
                assertThat(inside.ask("{\"type\":\"mcp\",\"data\":" + say(1, "b", "") + ",\"request_id\":\"r\"}"))
                        .startsWith("{\"type\":\"mcp\",\"data\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\"")
                        .endsWith("\"request_id\":\"r\"}");
                assertThat(inside.ask("{\"type\":\"state\"}")).contains("\"last_text\":\"b\"");
                assertThat(inside.ask("{\"type\":\"mcp\",\"data\":{}}"))
                        .contains(
                                "{\"type\":\"mcp\",\"data\":{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600");
                assertThat(inside.ask("{\"type\":\"mcp\"}")).contains("-32600");
                assertThat(inside.ask("{\"type\":\"mcp\",\"data\":" + INITIALIZE + "}"))
                        .contains("-32601");
                RawSocket last = RawSocket.connect(server.host.uri(), "/mcp");
                last.ask(request(1, "tools/list", "{}"));
                try (RawSocket none = RawSocket.connect(server.host.uri(), "/mcp")) {
                    assertThat(none.receive()).contains("\"id\":null", "-32000", "\"max_sessions\":3");
                    assertThat(none.awaitClose()).isEqualTo(1000);
                }
                last.close();
            }
            await("all end", () -> server.host.activeSessions() == 0);
        }
    }
}
