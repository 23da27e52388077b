package org.openenv.core.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.host.mcp.McpServer.request;
import static org.openenv.core.host.mcp.McpServer.say;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.RawSocket;

/** Clients of {@code /mcp} that ask too much, go away in the middle, or wait for what never ends. */
class McpHostileTest {

    private static String create(McpServer server) {
        Map<?, ?> answer = server.ask(server.http, request(1, "openenv/session/create", "{}"));
        return String.valueOf(((Map<?, ?>) answer.get("result")).get("session_id"));
    }

    @Test
    void argumentsThatAreTooLargeAreRefusedAndThoseThatAreNotAreTaken() {
        try (McpServer server =
                new McpServer(config -> config.withLimits(limits -> limits.withMaxMessageBytes(1 << 20)))) {
            assertThat(server.http.post("/mcp", say(1, "x".repeat(1 << 20), "")).statusCode())
                    .isEqualTo(413);
            assertThat(server.http.post("/mcp", say(1, "x".repeat(900_000), "")).body())
                    .contains("\"is_error\":false");
            assertThat(server.ask(server.http, say(1, "\\ud800", "")).toString())
                    .contains("is_error=false");
            try (RawSocket socket = RawSocket.connect(server.host.uri(), "/mcp")) {
                assertThat(socket.ask(say(2, "x".repeat(900_000), ""))).contains("\"is_error\":false");
                socket.send(say(3, "x".repeat(1 << 20), ""));
                assertThat(socket.awaitClose()).isEqualTo(1009);
            }
            await("places are free", () -> server.host.activeSessions() == 0);
        }
    }

    @Test
    void deepArgumentsAreAnError() {
        try (McpServer server = new McpServer()) {
            String deep = "[".repeat(2000) + "]".repeat(2000);
            String call = request(1, "tools/call", "{\"name\":\"say\",\"arguments\":{\"text\":" + deep + "}}");
            HttpResponse<String> answer = server.http.post("/mcp", call);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).containsAnyOf("\"is_error\":true", "-32700");
            assertThat(server.ask(server.http, say(1, "x", "")).toString()).contains("is_error=false");
        }
    }

    @Test
    void aSocketThatVanishesInMidCallFreesItsPlace() {
        try (McpServer server = new McpServer()) {
            try (RawSocket socket = RawSocket.connect(server.host.uri(), "/mcp")) {
                socket.send(say(1, "block", "")).send(say(2, "waits", ""));
                await("it runs", () -> server.provider.blocked() == 1);
                socket.ping().vanish();
            }
            await("its place is free", () -> server.host.activeSessions() == 0 && server.provider.open() == 0);
        }
    }

    @Test
    void aCallThatNeverEndsEndsWithItsSession() {
        try (McpServer server = new McpServer()) {
            String id = create(server);
            CompletableFuture<HttpResponse<String>> call = CompletableFuture.supplyAsync(
                    () -> server.http.post("/mcp", say(7, "block", ",\"session_id\":\"" + id + "\"")));
            await("it runs", () -> server.provider.blocked() == 1);
            CompletableFuture<HttpResponse<String>> waits = CompletableFuture.supplyAsync(
                    () -> server.http.post("/mcp", say(8, "waits", ",\"session_id\":\"" + id + "\"")));
            await(
                    "another waits",
                    () -> server.http.get("/sessions/" + id).body().contains("\"waiting_requests\":1"));
            assertThat(server.ask(server.http, request(9, "openenv/session/close", "{\"session_id\":\"" + id + "\"}"))
                            .toString())
                    .contains("closed=true");
            assertThat(call.join().body() + waits.join().body())
                    .contains("\"id\":7", "\"id\":8")
                    .containsAnyOf("-32000", "\"is_error\":true");
            assertThat(server.host.activeSessions()).isZero();
        }
    }

    private static Socket asks(McpServer server, String headers, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.host.port());
        socket.getOutputStream()
                .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept: application/json, text/event-stream\r\n"})
    void aCallWhoseClientIsGoneEndsEarlyAndItsSessionGoesOn(String accept) throws IOException {
        try (McpServer server = new McpServer()) {
            String id = create(server);
            String in = ",\"session_id\":\"" + id + "\"";
            Socket socket = asks(server, accept, say(1, "block", in));
            await("it runs", () -> server.provider.blocked() == 1);
            Socket behind = asks(server, accept, say(2, "never", in));
            await(
                    "another waits",
                    () -> server.http.get("/sessions/" + id).body().contains("\"waiting_requests\":1"));
            behind.close();
            await(
                    "it is dropped",
                    () -> server.http.get("/sessions/" + id).body().contains("\"waiting_requests\":0"));
            socket.close();
            await("it is interrupted", () -> server.provider.blocked() == 0);
            assertThat(server.ask(server.http, say(2, "y", in)).toString()).contains("step_count=2");
        }
    }

    @Test
    void aCallWithoutASessionEndsWithItsClient() throws IOException {
        try (McpServer server = new McpServer()) {
            Socket socket = asks(server, "", say(1, "block deaf", ""));
            await("it runs", () -> server.provider.blocked() == 1);
            socket.close();
            await("its place is free", () -> server.host.activeSessions() == 0 && server.provider.open() == 0);
        }
    }

    @Test
    void moreCallsThanMayWaitAreRefused() {
        try (McpServer server = new McpServer()) {
            String id = create(server);
            String in = ",\"session_id\":\"" + id + "\"";
            CompletableFuture<?> first =
                    CompletableFuture.runAsync(() -> server.http.post("/mcp", say(0, "block", in)));
            await("it runs", () -> server.provider.blocked() == 1);
            List<CompletableFuture<String>> all = IntStream.range(1, 81)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> server.http.post("/mcp", say(i, "x", in)).body(), task -> new Thread(task).start()))
                    .toList();
            await(
                    "some are refused",
                    () -> all.stream().filter(CompletableFuture::isDone).count() >= 16);
            server.provider.release();
            first.join();
            assertThat(all.stream()
                            .map(CompletableFuture::join)
                            .filter(answer -> answer.contains("Too many requests wait")))
                    .hasSizeBetween(1, 40);
            await(
                    "the session is calm",
                    () -> server.http.get("/sessions/" + id).body().contains("\"busy\":false"));
        }
    }
}
