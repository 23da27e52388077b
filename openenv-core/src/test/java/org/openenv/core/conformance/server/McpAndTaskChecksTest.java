package org.openenv.core.conformance.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.Outcome;
import org.openenv.core.conformance.check.Outcome.Verdict;
import org.openenv.core.wire.WireCodec;

/** The checks of {@code /mcp} and of tasks, against a server whose answers a test chooses. */
class McpAndTaskChecksTest {

    private final HttpServer server;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Set<String> offers = ConcurrentHashMap.newKeySet();
    private volatile boolean nullError;

    McpAndTaskChecksTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            offers.addAll(exchange.getRequestHeaders().getOrDefault("Upgrade", List.of()));
            answer(exchange, 404, Map.of("detail", "Not Found"));
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServerWithoutThemIsNotAskedFurther() {
        assertThat(run(McpChecks.all().subList(0, 5)))
                .allSatisfy(outcome -> assertThat(outcome.verdict()).isEqualTo(Verdict.SKIPPED))
                .allSatisfy(outcome -> assertThat(outcome.why()).contains("no /mcp"));
        assertThat(run(TaskChecks.all()))
                .allSatisfy(outcome -> assertThat(outcome.verdict()).isEqualTo(Verdict.SKIPPED));
    }

    @Test
    void thatThereIsNoWebSocketIsSaidOnce() {
        List<Outcome> outcomes = run(SocketChecks.all());
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.verdict() == Verdict.FAIL)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.why()).contains("the WebSocket handshake, found status 404"));
    }

    @Test
    void noOtherProtocolIsOfferedInARequest() {
        run(TaskChecks.all());

        assertThat(offers).isEmpty();
    }

    @Test
    void aServerThatSpeaksJsonRpcPasses() {
        server.createContext("/mcp", this::rpc);

        assertThat(run(McpChecks.all().subList(0, 6)))
                .allSatisfy(outcome ->
                        assertThat(outcome.verdict()).as(outcome.toString()).isEqualTo(Verdict.PASS));
    }

    @Test
    void aSuccessThatHasTheKeyErrorIsNone() {
        nullError = true;
        server.createContext("/mcp", this::rpc);

        assertThat(run(McpChecks.all().subList(3, 4)).get(0).why()).contains("a result or an error, and not both keys");
    }

    @Test
    void tasksAreCountedAndFetched() {
        serveTasks(2);

        assertThat(run(TaskChecks.all()))
                .allSatisfy(outcome ->
                        assertThat(outcome.verdict()).as(outcome.toString()).isEqualTo(Verdict.PASS));
    }

    @Test
    void aCountThatIsTooLowIsFound() {
        serveTasks(1);

        assertThat(run(TaskChecks.all()))
                .filteredOn(outcome -> outcome.verdict() == Verdict.FAIL)
                .extracting(Outcome::check)
                .containsExactly("tasks-count");
    }

    private List<Outcome> run(List<Check<ServerUnderTest>> checks) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var subject = new ServerUnderTest(uri, "{}", Map.of(), Duration.ofSeconds(30));
        return checks.stream().map(check -> check.run(subject)).toList();
    }

    private void rpc(HttpExchange exchange) throws IOException {
        Map<String, Object> request;
        try {
            request = Expect.object("a request", WireCodec.readValue(read(exchange)));
        } catch (RuntimeException | AssertionError noJson) {
            answer(exchange, 200, error(null, -32_700));
            return;
        }
        Object id = request.get("id");
        Map<?, ?> params = request.get("params") instanceof Map<?, ?> map ? map : Map.of();
        switch (String.valueOf(request.get("method"))) {
            case "openenv/session/create" -> {
                sessions.add("s-1");
                answer(exchange, 200, result(id, Map.of("session_id", "s-1")));
            }
            case "openenv/session/close" ->
                answer(
                        exchange,
                        200,
                        sessions.remove(String.valueOf(params.get("session_id")))
                                ? result(id, Map.of("session_id", "s-1", "closed", true))
                                : error(id, -32_602));
            case "tools/list" ->
                answer(
                        exchange,
                        200,
                        result(id, Map.of("tools", List.of(Map.of("name", "t", "inputSchema", Map.of())))));
            case "tools/call" -> answer(exchange, 200, error(id, -32_602));
            default -> answer(exchange, 200, error(id, id == null ? -32_600 : -32_601));
        }
    }

    private Map<String, Object> result(Object id, Map<String, Object> result) {
        return nullError
                ? Map.of("jsonrpc", "2.0", "id", id, "result", result, "error", Map.of())
                : Map.of("jsonrpc", "2.0", "id", id, "result", result);
    }

    private static Map<String, Object> error(Object id, int code) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put("error", Map.of("code", code, "message", "no"));
        return answer;
    }

    /** Serves two tasks, said to be so many. */
    private void serveTasks(int said) {
        server.createContext("/list_environments", exchange -> answer(exchange, 200, List.of("quiz")));
        server.createContext(
                "/quiz/splits", exchange -> answer(exchange, 200, List.of(Map.of("name", "train", "type", "train"))));
        server.createContext("/quiz/num_tasks", exchange -> {
            boolean named = read(exchange).contains("split");
            Map<String, Object> missing = Map.of(
                    "type", "missing", "loc", List.of("body", "split"), "msg", "Field required", "input", Map.of());
            answer(exchange, named ? 200 : 422, named ? Map.of("num_tasks", said) : Map.of("detail", List.of(missing)));
        });
        server.createContext("/quiz/task_range", exchange -> answer(exchange, 200, Map.of("tasks", List.of(1))));
        server.createContext("/quiz/task", exchange -> {
            boolean there = !read(exchange).contains("\"index\":2");
            answer(exchange, there ? 200 : 400, there ? Map.of("task", 1) : Map.of("detail", "Invalid task index"));
        });
    }

    private static String read(HttpExchange exchange) {
        try {
            return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = WireCodec.writeValue(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
