package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class HttpSessionsTest {

    private static final String BLOCK = "{\"action\":{\"text\":\"block\"}}";
    private static final Pattern ID = Pattern.compile("\"session_id\":\"([^\"]+)\"");

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider("one");
    private final FakeEnvironment.Provider other = new FakeEnvironment.Provider("two");
    private EnvironmentHost host;
    private RawHttp http;

    @BeforeEach
    void serve() {
        host = EnvironmentHost.start(
                HostConfig.defaults().withPort(0).withLimits(limits -> limits.withMaxSessions(3)),
                List.of(provider, other));
        http = new RawHttp(host.uri());
    }

    @AfterEach
    void close() {
        host.close();
        assertThat(provider.open()).isZero();
    }

    private String open() {
        HttpResponse<String> created = http.post("/sessions", "");
        assertThat(created.statusCode()).isEqualTo(201);
        return id(created.body());
    }

    private static String id(String body) {
        Matcher matcher = ID.matcher(body);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void opensASessionAndTellsItsLimits() {
        HttpResponse<String> created = http.post("/sessions", "");
        assertThat(created.body())
                .contains("\"environment\":\"one\"", "\"session_timeout_s\":1800.0", "\"max_waiting_requests\":64");
        assertThat(http.get("/sessions/" + id(created.body())).body())
                .contains("\"transport\":\"http\"", "\"steps\":0", "\"busy\":false", "\"age_s\":");
        assertThat(provider.open()).isEqualTo(1);
    }

    @Test
    void keepsSessionsApart() {
        RawHttp one = http.with("X-Session-ID", open());
        RawHttp two = http.with("X-Session-ID", open());
        one.post("/reset", "{\"episode_id\":\"first\"}");
        two.post("/reset", "{\"episode_id\":\"second\"}");
        one.post("/step", "{\"action\":{\"text\":\"a\"}}");
        assertThat(one.get("/state").body()).contains("\"first\"", "\"step_count\":1");
        assertThat(two.get("/state").body()).contains("\"second\"", "\"step_count\":0");
        assertThat(http.get("/state").body()).contains("\"episode_id\":null");
    }

    @Test
    void endsASession() {
        String id = open();
        assertThat(http.method("DELETE", "/sessions/" + id).body()).contains("\"closed\":true");
        await("the session ends", () -> host.activeSessions() == 0);
        assertThat(http.get("/sessions/" + id).statusCode()).isEqualTo(404);
        assertThat(http.with("X-Session-ID", id).post("/reset", "").statusCode())
                .isEqualTo(404);
        assertThat(provider.open()).isZero();
    }

    /** By whichever door it was closed, and in the middle of a step, too. */
    @Test
    void thePlaceIsFreeOnceItsSessionIsSaidToBeClosed() throws Exception {
        open();
        open();
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}";
        String initialize = call.formatted(
                "initialize",
                "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"}");
        for (int round = 0; round < 24; round++) {
            boolean mcp = round % 3 == 0;
            HttpResponse<String> initialized = mcp ? http.post("/mcp", initialize) : null;
            String id = mcp ? initialized.headers().firstValue("Mcp-Session-Id").orElse("none") : open();
            Thread step =
                    new Thread(() -> http.with("X-Session-ID", id).post("/step", "{\"action\":{\"text\":\"block\"}}"));
            if (round % 2 == 0) {
                step.start();
                await("it blocks", () -> provider.blocked() == 1);
            }
            if (mcp) {
                assertThat(http.with("Mcp-Session-Id", id)
                                .method("DELETE", "/mcp")
                                .statusCode())
                        .isEqualTo(204);
            } else if (round % 3 == 1) {
                assertThat(http.method("DELETE", "/sessions/" + id).statusCode())
                        .isEqualTo(200);
            } else {
                assertThat(http.post("/mcp", call.formatted("openenv/session/close", "\"session_id\":\"" + id + "\""))
                                .body())
                        .contains("\"closed\":true");
            }
            step.join();
        }
    }

    @Test
    void endsAWebSocketsSessionAndTellsItsClient() {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            socket.ask("{\"type\":\"state\"}");
            String id = id(http.get("/sessions").body());
            assertThat(http.get("/sessions").body()).contains("\"transport\":\"websocket\"");
            http.method("DELETE", "/sessions/" + id);
            assertThat(socket.receive()).contains("SESSION_ERROR", "ended by DELETE");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void doesNotKnowASessionThatIsNoneOrOfAnotherEnvironment() {
        String id = open();
        assertThat(http.get("/sessions/nope").body()).contains("There is no session 'nope'");
        assertThat(http.get("/envs/two/sessions/" + id).statusCode()).isEqualTo(404);
        assertThat(http.get("/envs/one/sessions/" + id).statusCode()).isEqualTo(200);
        assertThat(http.method("DELETE", "/sessions/").statusCode()).isEqualTo(405);
        assertThat(http.get("/sessions/" + id + "/more").statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhyASessionCouldNotStart() {
        provider.broken(true);
        HttpResponse<String> refused = http.post("/sessions", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("failed to start", "told to be broken");
        Matcher id = Pattern.compile("[0-9a-f-]{36}").matcher(refused.body());
        assertThat(id.find()).isTrue();
        HttpResponse<String> later =
                http.with("X-Session-ID", id.group()).post("/step", "{\"action\":{\"text\":\"a\"}}");
        assertThat(later.statusCode()).isEqualTo(409);
        assertThat(later.body()).contains("told to be broken");
        await("its place is free", () -> host.activeSessions() == 0);
    }

    @Test
    void countsEverySessionAgainstOneCapacity() {
        assertThat(http.get("/capacity").body()).isEqualTo("{\"active\":0,\"max\":3,\"available\":3,\"waiting\":0}");
        open();
        http.post("/reset", "");
        try (RawSocket socket = RawSocket.connect(host.uri(), "/envs/two/ws")) {
            socket.ask("{\"type\":\"state\"}");
            assertThat(http.get("/capacity").body()).contains("\"active\":3", "\"available\":0");
            HttpResponse<String> full = http.post("/sessions", "");
            assertThat(full.statusCode()).isEqualTo(503);
            assertThat(full.body()).contains("Server at capacity: 3/3 sessions active.");
            assertThat(full.headers().firstValue("retry-after")).isPresent();
        }
    }

    @Test
    void interruptsAStepAndKeepsTheSession() {
        String id = open();
        RawHttp session = http.with("X-Session-ID", id);
        session.post("/reset", "{\"episode_id\":\"kept\"}");
        CompletableFuture<HttpResponse<String>> step =
                CompletableFuture.supplyAsync(() -> session.post("/step", BLOCK));
        await("the step blocks", () -> provider.blocked() == 1);
        assertThat(http.get("/sessions/" + id).body()).contains("\"busy\":true");
        assertThat(http.post("/sessions/" + id + "/interrupt", "").body()).isEqualTo("{\"interrupted\":true}");
        assertThat(step.join().statusCode()).isEqualTo(200);
        assertThat(session.get("/state").body()).contains("\"kept\"", "\"step_count\":1");
        assertThat(http.post("/sessions/" + id + "/interrupt", "").body()).isEqualTo("{\"interrupted\":false}");
    }

    @Test
    void interruptsOverTheWebSocketOutOfTurnAndAnswersInTurn() {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            assertThat(socket.ask("{\"type\":\"interrupt\"}"))
                    .isEqualTo("{\"type\":\"interrupt\",\"data\":{\"interrupted\":false}}");
            socket.send("{\"type\":\"step\",\"data\":{\"text\":\"block\"}}")
                    .send("{\"type\":\"interrupt\",\"request_id\":\"i\"}");
            assertThat(socket.receive()).contains("\"observation\"", "block");
            assertThat(socket.receive())
                    .isEqualTo("{\"type\":\"interrupt\",\"data\":{\"interrupted\":true},\"request_id\":\"i\"}");
            assertThat(socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"\\\"interrupt\\\"\"}}"))
                    .contains("\\\"interrupt\\\"");
        }
    }
}
