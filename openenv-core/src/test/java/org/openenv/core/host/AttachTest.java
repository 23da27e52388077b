package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** {@code /ws?session_id=…}: a socket comes to a session that was opened otherwise, and goes without ending it. */
class AttachTest {

    private static final String RESET = "{\"type\":\"reset\",\"data\":{\"episode_id\":\"first\"}}";
    private static final String STATE = "{\"type\":\"state\"}";
    private static final String BLOCK = "{\"type\":\"step\",\"data\":{\"text\":\"block\"}}";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider("one");
    private final FakeEnvironment.Provider other = new FakeEnvironment.Provider("two");
    private EnvironmentHost host;
    private RawHttp http;

    @BeforeEach
    void serve() {
        serve(HostConfig.defaults());
    }

    private void serve(HostConfig config) {
        host = EnvironmentHost.start(
                config.withPort(0)
                        .withLimits(limits -> limits.withMaxSessions(3).withMaxMessageBytes(65_536)),
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
        return created.body().replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
    }

    private RawSocket attach(String id) {
        return RawSocket.connect(host.uri(), "/ws?session_id=" + id);
    }

    /** The answer to a question, or why the socket was refused before it could ask. */
    private static String asks(RawSocket socket) {
        try {
            return socket.ask(STATE);
        } catch (CompletionException refused) {
            return socket.receive();
        }
    }

    private RawSocket attachOnceFree(String id) {
        for (int i = 0; ; i++) {
            RawSocket socket = attach(id);
            String answer = asks(socket);
            if (!answer.contains("already has an attached WebSocket") || i == 1000) {
                assertThat(answer).contains("\"type\":\"state\"");
                return socket;
            }
            socket.close();
        }
    }

    private void refused(String path, String message) {
        try (RawSocket socket = RawSocket.connect(host.uri(), path)) {
            assertThat(socket.receive())
                    .isEqualTo("{\"type\":\"error\",\"data\":{\"message\":\"" + message
                            + "\",\"code\":\"SESSION_ERROR\"}}");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void aSessionOutlivesTheSocketsThatAttachToIt() {
        String id = open();
        try (RawSocket first = attach(id)) {
            assertThat(first.ask(RESET)).contains("\"type\":\"observation\"");
            assertThat(first.ask("{\"type\":\"step\",\"data\":{\"text\":\"a\"}}"))
                    .contains("\"text\":\"a\"");
            first.vanish();
        }
        try (RawSocket second = attachOnceFree(id)) {
            assertThat(second.ask(STATE)).contains("\"first\"", "\"step_count\":1");
            assertThat(host.activeSessions()).isEqualTo(1);
            assertThat(http.with("X-Session-ID", id).get("/state").body()).contains("\"first\"");
            second.sayGoodbye();
            assertThat(second.awaitClose()).isEqualTo(1000);
        }
        try (RawSocket third = attachOnceFree(id)) {
            third.send("{\"type\":\"step\",\"data\":{\"text\":\"b\"}}").send("{\"type\":\"close\"}");
            assertThat(third.receive()).contains("\"text\":\"b\"");
            assertThat(third.awaitClose()).isEqualTo(1000);
        }
        try (RawSocket fourth = attachOnceFree(id)) {
            assertThat(fourth.ask(STATE)).contains("\"step_count\":2");
            assertThat(http.method("DELETE", "/sessions/" + id).statusCode()).isEqualTo(200);
            assertThat(fourth.receive()).contains("SESSION_ERROR", "DELETE /sessions/" + id);
            assertThat(fourth.awaitClose()).isEqualTo(1000);
        }
        await("its place is free", () -> host.activeSessions() == 0);
    }

    @Test
    void anEmptyIdIsNone() {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws?session_id=")) {
            assertThat(socket.ask(STATE)).contains("\"step_count\":0");
            socket.sayGoodbye();
            socket.awaitClose();
        }
        await("it was the socket's own", () -> host.activeSessions() == 0);
    }

    @Test
    void refusesInTheWordsOfTheReference() {
        String id = open();
        refused("/ws?session_id=nobody", "Unknown session_id: nobody");
        refused("/envs/two/ws?session_id=" + id, "Unknown session_id: " + id);
        try (RawSocket socket = RawSocket.connect(host.uri(), "/envs/one/ws?session_id=" + id)) {
            socket.ask(STATE);
            refused("/ws?session_id=" + id, "Session " + id + " already has an attached WebSocket");
            assertThat(socket.ask(STATE)).contains("\"step_count\":0");
        }
        try (RawSocket owner = RawSocket.connect(host.uri(), "/ws")) {
            owner.ask(STATE);
            String owned =
                    http.get("/sessions").body().replaceAll(".*\"session_id\":\"([^\"]+)\"[^}]*websocket.*", "$1");
            refused("/ws?session_id=" + owned, "Session " + owned + " already has an attached WebSocket");
            assertThat(owner.ask(STATE)).contains("\"step_count\":0");
        }
    }

    @Test
    void ofManyThatAttachAtOnceOneIsLetIn() {
        String id = open();
        List<CompletableFuture<RawSocket>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> attach(id)))
                .toList();
        long let = all.stream()
                .map(CompletableFuture::join)
                .map(AttachTest::asks)
                .filter(answer -> answer.contains("\"type\":\"state\""))
                .count();
        all.forEach(each -> each.join().close());
        assertThat(let).isEqualTo(1);
    }

    @Test
    void aStepOutlivesItsSocketAndWhatWaitedBehindItIsNotDone() {
        String id = open();
        try (RawSocket first = attach(id)) {
            first.ask(RESET);
            first.send(BLOCK);
            await("the step runs", () -> provider.blocked() == 1);
            first.send("{\"type\":\"step\",\"data\":{\"text\":\"waits\"}}")
                    .ping()
                    .vanish();
        }
        await(
                "what waited is withdrawn",
                () -> http.get("/sessions/" + id).body().contains("\"waiting_requests\":0"));
        assertThat(provider.interrupted()).isZero();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try (RawSocket second = attachOnceFree(id)) {
                return second.ask(STATE);
            }
        });
        await("the next one attached", () -> http.get("/sessions/" + id).body().contains("\"waiting_requests\":1"));
        provider.release();
        assertThat(answer.join()).contains("\"step_count\":1", "\"last_text\":\"block\"");
    }

    @Test
    void tooMuchEndsTheSocketAndNotTheSession() {
        String id = open();
        try (RawSocket first = attach(id)) {
            first.ask(RESET);
            first.send("{\"type\":\"step\",\"data\":{\"text\":\"" + "x".repeat(70_000) + "\"}}");
            assertThat(first.awaitClose()).isEqualTo(1009);
        }
        try (RawSocket second = attachOnceFree(id)) {
            assertThat(second.ask(STATE)).contains("\"first\"", "\"step_count\":0");
        }
    }

    @Test
    void isNotIdleWhileASocketIsAttached() {
        host.close();
        serve(HostConfig.defaults().withTimes(times -> times.withSessionTimeout(Duration.ofMillis(300))));
        String attached = open();
        String left = open();
        try (RawSocket socket = attach(attached)) {
            socket.ask(STATE);
            await("the other was idle", () -> http.get("/sessions/" + left).statusCode() == 404);
            await("several looks later", () -> idle(attached) > 1.0);
            assertThat(socket.ask(STATE)).contains("\"step_count\":0");
        }
        await("it was left", () -> http.get("/sessions/" + attached).statusCode() == 404);
        refused("/ws?session_id=" + attached, "Unknown session_id: " + attached);
    }

    private double idle(String id) {
        return Double.parseDouble(http.get("/sessions/" + id).body().replaceAll(".*\"idle_s\":([0-9.]+).*", "$1"));
    }

    @Test
    void endsASessionThatNoSocketCameBackToWhereThatWasAskedForEvenInTheMiddleOfAStep() {
        String id = open();
        try (RawSocket socket = attach(id + "&linger=1")) {
            socket.send(BLOCK);
            await("the step runs", () -> http.get("/sessions/" + id).body().contains("\"busy\":true"));
            socket.vanish();
        }
        await("it has ended", () -> http.get("/sessions/" + id).statusCode() == 404);
    }
}
