package org.openenv.core.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.host.mcp.McpServer.request;
import static org.openenv.core.host.mcp.McpServer.say;
import static org.openenv.core.testing.Eventually.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.testing.RawSocket;

/** OpenEnv's bare JSON-RPC on {@code POST /mcp}, as its own client speaks it. */
class OpenEnvDialectTest {

    /** How many sessions are forgotten; {@code -Dmcp.forgotten=10000} for more. */
    private static final int FORGOTTEN = Integer.getInteger("mcp.forgotten", 2000);

    private static final String CREATE = request(1, "openenv/session/create", "{}");

    private static String create(McpServer server) {
        return (String) ((Map<?, ?>) server.ask(server.http, CREATE).get("result")).get("session_id");
    }

    private static String close(String id) {
        return request(9, "openenv/session/close", "{\"session_id\":\"" + id + "\"}");
    }

    @Test
    void aSessionIsTheSameForEveryTransport() {
        try (McpServer server = new McpServer()) {
            String id = create(server);
            String inSession = ",\"session_id\":\"" + id + "\"";
            try (RawSocket socket = RawSocket.connect(server.host.uri(), "/ws?session_id=" + id)) {
                assertThat(socket.ask("{\"type\":\"reset\",\"data\":{\"episode_id\":\"e\"}}"))
                        .contains("observation");
                Map<?, ?> said = (Map<?, ?>)
                        server.ask(server.http, say(2, "hello", inSession)).get("result");
                assertThat(said.keySet().stream().map(String::valueOf))
                        .containsExactly("content", "structured_content", "meta", "data", "is_error");
                assertThat(said.get("data")).hasToString("{episode_id=e, step_count=1, last_text=hello}");
                assertThat(socket.ask("{\"type\":\"state\"}")).contains("\"last_text\":\"hello\"");
                assertThat(server.http.with("X-Session-ID", id).get("/state").body())
                        .contains("\"step_count\":1");
                assertThat(server.http.get("/sessions").body()).contains("\"steps\":1", "\"transport\":\"http\"");
                for (int i = 0; i < 2; i++) {
                    assertThat(server.ask(server.http, close(id)).get("result"))
                            .hasToString("{session_id=" + id + ", closed=false, closing=true}");
                }
                socket.send("{\"type\":\"close\"}");
                assertThat(socket.awaitClose()).isEqualTo(1000);
            }
            await("it ends with its socket", () -> server.host.activeSessions() == 0);
            String other = create(server);
            assertThat(server.ask(server.http, close(other)).get("result"))
                    .hasToString("{session_id=" + other + ", closed=true}");
            assertThat(server.host.activeSessions() + server.provider.open()).isZero();
        }
    }

    @Test
    void withoutASessionACallHasAnEnvironmentOfItsOwn() {
        try (McpServer server = new McpServer()) {
            assertThat(server.ask(server.http, say("\"a\"", "x", "")).toString())
                    .contains("id=a", "step_count=1");
            assertThat(server.ask(server.http, say("null", "x", "")).toString()).contains("id=null", "step_count=1");
            await("they are gone", () -> server.provider.open() == 0 && server.host.activeSessions() == 0);
        }
    }

    @Test
    void anEnvironmentWithoutToolsHasOneThatSteps() {
        try (McpServer server = new McpServer(config -> config.withDefaultEnvironment("two"))) {
            assertThat(server.ask(server.http, request(1, "tools/list", "{}")).toString())
                    .contains("name=two", "inputSchema={type=object", "required=[text]")
                    .doesNotContain("say");
            assertThat(server.http
                            .post(
                                    "/envs/two/mcp",
                                    request(2, "tools/call", "{\"name\":\"two\",\"arguments\":{\"text\":\"x\"}}"))
                            .body())
                    .contains(
                            "\"data\":{\"observation\":{\"text\":\"x\",\"seed\":null,\"metadata\":{}},\"reward\":0.1");
            assertThat(server.http
                            .post("/envs/one/mcp", request(3, "tools/list", "{}"))
                            .body())
                    .contains("\"say\"", "What to say.");
        }
    }

    @Test
    void whatAToolThrowsIsAnAnswer() {
        try (McpServer server = new McpServer()) {
            for (String call : new String[] {
                request(1, "tools/call", "{\"name\":\"broken\"}"),
                say(1, "throw: as always", ""),
                request(1, "tools/call", "{\"name\":\"say\",\"arguments\":{\"words\":1}}"),
                request(1, "tools/call", "{\"name\":\"say\",\"arguments\":[]}")
            }) {
                assertThat(server.ask(server.http, call).toString())
                        .contains("is_error=true")
                        .containsAnyOf("as always", "Invalid arguments: ")
                        .doesNotContain("error={");
            }
            assertThat(server.ask(server.http, request(1, "tools/call", "{\"name\":\"picture\"}"))
                            .toString())
                    .contains("{type=image, data=AQID, mimeType=image/png}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                          | -32700 | Parse error | null
            []                                                         | -32700 | Parse error | null
            [{"jsonrpc":"2.0","id":1,"method":"tools/list"}]           | -32700 | Parse error | null
            ``                                                         | -32700 | Parse error | null
            {}                                                         | -32600 | Invalid request: jsonrpc must be "2.0" | null
            {"jsonrpc":2.0,"id":7,"method":"x"}                        | -32600 | Invalid request: jsonrpc must be "2.0" | null
            {"jsonrpc":"2.0","id":7}                                   | -32600 | Invalid request: method must be a text | null
            {"jsonrpc":"2.0","id":1.5,"method":"x"}                    | -32600 | Invalid request: id must be a text, an integer or null | null
            {"jsonrpc":"2.0","id":true,"method":"x"}                   | -32600 | Invalid request: id must be a text, an integer or null | null
            {"jsonrpc":"2.0","id":[],"method":"x"}                     | -32600 | Invalid request: id must be a text, an integer or null | null
            {"jsonrpc":"2.0","id":{},"method":"x"}                     | -32600 | Invalid request: id must be a text, an integer or null | null
            {"jsonrpc":"2.0","id":1,"method":"x","params":[]}          | -32600 | Invalid request: params must be an object | null
            {"jsonrpc":"2.0","id":1,"method":"x","more":1}             | -32600 | Invalid request: it may not have the field 'more' | null
            {"jsonrpc":"2.0","id":1,"method":"resources/list"}         | -32601 | Method not found: resources/list | 1
            {"jsonrpc":"2.0","method":"ping"}                          | -32601 | Method not found: ping | null
            {"jsonrpc":"2.0","id":99999999999999999999,"method":"x"}   | -32601 | Method not found: x | 99999999999999999999
            {"jsonrpc":"2.0","id":"é","method":"x"}                    | -32601 | Method not found: x | é
            {"jsonrpc":"2.0","id":1,"method":"tools/call"}             | -32602 | Missing 'name' in params | 1
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"no"}}                          | -32602 | Tool not found: no | 1
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"session_id":"no"}}                    | -32602 | Missing 'name' in params | 1
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"session_id":"no","name":"say"}}       | -32602 | Unknown session_id: no | 1
            {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"session_id":"no"}}                    | -32602 | Unknown session_id: no | 1
            {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"session_id":1}}                       | -32602 | Invalid params - 'session_id' must be a text | 1
            {"jsonrpc":"2.0","id":1,"method":"openenv/session/close"}                                      | -32602 | Invalid params - 'session_id' is required | 1
            {"jsonrpc":"2.0","id":1,"method":"openenv/session/close","params":{"session_id":"no"}}         | -32602 | Unknown session_id: no | 1
            """)
    void refusesInTheWordsOfTheReference(String body, int code, String message, String id) {
        Map<?, ?> answer = Shared.SERVER.ask(Shared.SERVER.http, body == null ? "" : body);
        assertThat(answer.get("error")).hasToString("{code=" + code + ", message=" + message + ", data=null}");
        assertThat(String.valueOf(answer.get("id"))).isEqualTo(id);
        assertThat(answer.containsKey("result")).isFalse();
    }

    /** For the many refusals, which leave nothing behind; closed with the JVM's test run. */
    private static final class Shared {
        private static final McpServer SERVER = new McpServer();
    }

    @AfterAll
    static void close() {
        Shared.SERVER.close();
    }

    @Test
    void aPlaceThatIsNotThereIsAnErrorAndAFactoryThatFailsToo() {
        try (McpServer server = new McpServer()) {
            String id = create(server);
            create(server);
            create(server);
            assertThat(server.ask(server.http, CREATE).get("error"))
                    .hasToString("{code=-32000, message=Server at capacity: 3/3 sessions active. Cannot accept new"
                            + " connections., data={active_sessions=3, max_sessions=3}}");
            assertThat(server.ask(server.http, say(5, "x", "")).toString()).contains("code=-32000");
            server.ask(server.http, close(id));
            server.provider.broken(true);
            assertThat(server.ask(server.http, CREATE).get("error"))
                    .hasToString("{code=-32000, message=Environment factory 'one' failed to create instance.,"
                            + " data={factory_name=one}}");
            await("its place is free again", () -> server.host.activeSessions() == 2);
            assertThat(server.http.post("/mcp", say(5, "x", "")).statusCode()).isEqualTo(500);
            server.provider.broken(false);
        }
    }

    @Test
    void sessionsThatAreForgottenGiveTheirPlacesBack() {
        try (McpServer server = new McpServer(config -> config.withLimits(limits -> limits.withMaxSessions(100))
                .withTimes(times -> times.withSessionTimeout(Duration.ofMillis(50))))) {
            CompletableFuture.allOf(IntStream.range(0, 4)
                            .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, FORGOTTEN / 4)
                                    .forEach(i -> assertThat(server.ask(server.http, CREATE)
                                                    .toString())
                                            .containsAnyOf("session_id=", "code=-32000"))))
                            .toArray(CompletableFuture[]::new))
                    .join();
            await("all were idle", () -> server.host.activeSessions() == 0 && server.provider.open() == 0);
            create(server);
        }
    }

    @Test
    void isServedInProductionToo() {
        try (McpServer server = new McpServer(config -> config.withAccess(access -> access.withProduction(true)))) {
            assertThat(server.ask(server.http, say(1, "x", "")).toString()).contains("step_count=1");
            assertThat(server.http.get("/openapi.json").body())
                    .contains("\"/mcp\"")
                    .doesNotContain("\"/reset\"");
        }
    }
}
