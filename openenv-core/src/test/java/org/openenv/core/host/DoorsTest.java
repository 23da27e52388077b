package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.DoorAnswer;
import org.openenv.core.spi.DoorRequest;
import org.openenv.core.spi.DoorSessions;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** Requests of an environment's own. */
class DoorsTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final FakeEnvironment.Provider environment = new FakeEnvironment.Provider()
            .doors(List.of(
                    Door.<Say, Heard, Tally>of("POST", "/echo", "Says it again.", this::echo)
                            .withSchemas("{\"type\":\"object\",\"title\":\"Echo\"}", "{\"type\":\"object\"}")
                            .asMessage(),
                    Door.<Say, Heard, Tally>of("POST", "/slow", "Takes its time.", this::echo)
                            .withBeat("beat\n"),
                    Door.of("GET", "/rooms/{id}/door", "Tells the id.", DoorsTest::room),
                    Door.of("POST", "/say", "Says it in a new session.", DoorsTest::say),
                    Door.of("DELETE", "/rooms/{id}", "Ends a session.", DoorsTest::leave)));
    private final HostedEnvironment<Say, Heard, Tally> hosted = HostedEnvironment.serve(
            environment,
            HostConfig.defaults()
                    .withTimes(times -> times.withDrainGrace(Duration.ofMillis(500))
                            .withPings(Duration.ofMillis(20), Duration.ofSeconds(60))));
    private final URI uri = hosted.host().uri();

    @AfterEach
    void nothingIsLeft() {
        hosted.close();
        assertThat(environment.open()).isZero();
        assertThat(ended.get()).isEqualTo(asked.get());
    }

    private DoorAnswer echo(DoorRequest request, DoorSessions<Say, Heard, Tally> sessions) {
        asked.incrementAndGet();
        try {
            if (request.text().contains("block")) {
                new CountDownLatch(1).await();
            }
            if (request.text().contains("refuse")) {
                throw new OpenEnvException(ErrorCode.VALIDATION_ERROR, "not that");
            }
            return DoorAnswer.json("{\"echo\":" + request.text() + "}");
        } catch (InterruptedException e) {
            return DoorAnswer.json("{\"echo\":\"interrupted\"}");
        } finally {
            ended.incrementAndGet();
        }
    }

    private static DoorAnswer room(DoorRequest request, DoorSessions<Say, Heard, Tally> sessions) {
        return DoorAnswer.text(sessions.isOpen(request.id()) ? 200 : 404, request.id());
    }

    private static DoorAnswer say(DoorRequest request, DoorSessions<Say, Heard, Tally> sessions) {
        String id = sessions.open();
        sessions.perform(id, own -> own.step(new Say(request.text(), null)));
        return DoorAnswer.text(200, id);
    }

    private static DoorAnswer leave(DoorRequest request, DoorSessions<Say, Heard, Tally> sessions) {
        sessions.close(request.id());
        return DoorAnswer.text(200, "");
    }

    private Socket posts(String path, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", uri.getPort());
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Test
    void theyAreServedBelowTheEnvironmentAndAtTheRootAndDescribed() {
        RawHttp http = new RawHttp(uri);
        assertThat(http.post("/echo", "{}").body()).isEqualTo("{\"echo\":{}}");
        assertThat(http.post("/envs/fake/echo", "{}").body()).isEqualTo("{\"echo\":{}}");
        assertThat(http.post("/echo", "{\"refuse\":1}").statusCode()).isEqualTo(422);
        assertThat(http.get("/echo").statusCode()).isEqualTo(405);
        assertThat(http.get("/rooms/7/door").statusCode()).isEqualTo(404);
        assertThat(http.get("/rooms/7/door").body()).isEqualTo("7");
        assertThat(http.get("/openapi.json").body())
                .contains(
                        "\"/echo\":{\"post\":{\"summary\":\"Says it again.\"", "\"EchoRequest\":{", "/rooms/{id}/door");
    }

    @Test
    void aDoorCanBeAMessage() {
        try (RawSocket socket = RawSocket.connect(uri, "/ws")) {
            assertThat(socket.ask("{\"type\":\"echo\",\"data\":{\"a\":1},\"request_id\":\"7\"}"))
                    .isEqualTo("{\"type\":\"echo\",\"data\":{\"echo\":{\"a\":1}},\"request_id\":\"7\"}");
            assertThat(socket.ask("{\"type\":\"echo\"}")).contains("VALIDATION_ERROR", "data");
            assertThat(socket.ask("{\"type\":\"echo\",\"data\":[]}")).contains("VALIDATION_ERROR");
            assertThat(socket.ask("{\"type\":\"echo\",\"data\":{},\"timeout_s\":1}"))
                    .contains("VALIDATION_ERROR", "timeout_s");
            assertThat(socket.ask("{\"type\":\"echo\",\"data\":{\"refuse\":1}}"))
                    .contains("VALIDATION_ERROR", "not that");
            assertThat(socket.ask("{\"type\":\"say\",\"data\":{}}")).contains("UNKNOWN_TYPE", "say");
        }
    }

    @Test
    void aClientAsksInItsTurnAndCanInterrupt() throws Exception {
        var client = hosted.connect(ClientConfig.defaults().withInterruptOnCancel(true));
        assertThat(client.ask("echo", Map.of("a", List.of(1, "x")), Duration.ZERO))
                .isEqualTo(Map.of("echo", Map.of("a", List.of(1, "x"))));
        assertThatThrownBy(() -> client.ask("open", Map.of(), Duration.ZERO)).hasMessageContaining("open");

        var blocks = client.askAsync("echo", Map.of("block", true), Duration.ZERO);
        Eventually.await("it is asked", () -> asked.get() == 2);
        assertThat(client.interruptAsync().get()).isTrue();
        assertThat(blocks.get()).isEqualTo(Map.of("echo", "interrupted"));

        client.askAsync("echo", Map.of("block", true), Duration.ZERO).cancel(true);
        Eventually.await("it ends", () -> ended.get() == 3);
        assertThat(client.step(new Say("on", null)).observation().text()).isEqualTo("on");
        assertThat(client.interruptAsync().get()).isFalse();
    }

    @Test
    void itEndsWhenItsClientHasGone() throws Exception {
        Socket socket = posts("/echo", "\"block\"");
        Eventually.await("it is asked", () -> asked.get() == 1);
        socket.close();
        Eventually.await("it ends", () -> ended.get() == 1);

        RawSocket talker = RawSocket.connect(uri, "/ws");
        talker.send("{\"type\":\"echo\",\"data\":{\"block\":1}}");
        Eventually.await("it is asked", () -> asked.get() == 2);
        talker.vanish();
        Eventually.await("it ends", () -> ended.get() == 2);
    }

    @Test
    void anAnswerThatTakesItsTimeBeatsAndOneWhoseClientHasGoneEnds() throws Exception {
        try (Socket socket = posts("/slow", "\"block\"")) {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            assertThat(line).isEqualTo("HTTP/1.1 200 OK");
            while (!line.equals("beat")) {
                line = reader.readLine();
            }
        }
        Eventually.await("it ends", () -> ended.get() == 1);
        assertThat(new RawHttp(uri).post("/slow", "1").body()).isEqualTo("{\"echo\":1}");
    }

    @Test
    void itEndsWithTheHost() throws Exception {
        try (Socket socket = posts("/echo", "\"block\"")) {
            Eventually.await("it is asked", () -> asked.get() == 1);
            hosted.close();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("interrupted");
        }
    }

    @Test
    void sessionsOfADoorAreSessions() {
        RawHttp http = new RawHttp(uri);
        String id = http.post("/say", "hello").body();
        assertThat(http.get("/rooms/" + id + "/door").statusCode()).isEqualTo(200);
        assertThat(http.get("/sessions/" + id).body()).contains("\"steps\":1");
        assertThat(http.with("X-Session-ID", id).get("/state").body()).contains("hello");
        http.method("DELETE", "/rooms/" + id);
        assertThat(http.get("/sessions/" + id).statusCode()).isEqualTo(404);
        assertThat(environment.open()).isZero();
    }

    @Test
    void aStepOfADoorsEndsWithItsClientAndTheSessionGoesOn() throws Exception {
        Socket socket = posts("/say", "block");
        Eventually.await("it blocks", () -> environment.blocked() == 1);
        socket.close();
        Eventually.await("it is interrupted", () -> environment.blocked() == 0);
        assertThat(hosted.host().activeSessions()).isEqualTo(1);
    }
}
