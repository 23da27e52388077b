package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class SessionLimitsTest {

    private static final String STATE = "{\"type\":\"state\"}";
    private static final String BLOCK = "{\"type\":\"step\",\"data\":{\"text\":\"block\"}}";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    @AfterEach
    void nothingIsLeft() {
        assertThat(provider.open()).isZero();
    }

    private HostedEnvironment<?, ?, ?> serve(HostConfig options) {
        return HostedEnvironment.serve(provider, options);
    }

    private static RawSocket connect(HostedEnvironment<?, ?, ?> hosted) {
        return RawSocket.connect(hosted.host().uri(), "/ws");
    }

    @Test
    void endsAnIdleSessionAndSaysSo() {
        try (var hosted = serve(
                        HostConfig.defaults().withTimes(times -> times.withSessionTimeout(Duration.ofMillis(100))));
                RawSocket socket = connect(hosted)) {
            assertThat(socket.receive()).contains("SESSION_ERROR", "idle for longer than PT0.1S");
            assertThat(socket.awaitClose()).isEqualTo(1000);
            assertThat(hosted.host().activeSessions()).isZero();
        }
    }

    @Test
    void neverEndsASessionInTheMiddleOfAStep() {
        try (var hosted = serve(HostConfig.defaults()
                        .withTimes(times -> times.withSessionTimeout(Duration.ofSeconds(2))
                                .withMaxSessionLifetime(Duration.ofSeconds(4))));
                RawSocket socket = connect(hosted).send(BLOCK);
                RawSocket idle = connect(hosted)) {
            await("the step blocks", () -> provider.blocked() == 1);
            assertThat(idle.receive()).contains("SESSION_ERROR");
            assertThat(provider.blocked()).isEqualTo(1);
            provider.release();
            assertThat(socket.receive()).contains("block");
            assertThat(socket.receive()).contains("SESSION_ERROR");
            assertThat(provider.interrupted()).isZero();
        }
    }

    @Test
    void endsASessionThatLivesTooLong() {
        try (var hosted = serve(HostConfig.defaults()
                        .withTimes(times -> times.withMaxSessionLifetime(Duration.ofMillis(200))));
                RawSocket socket = connect(hosted)) {
            assertThat(socket.receive()).contains("SESSION_ERROR", "the longest this server allows");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void endsHttpSessionsThatLiveTooLong() {
        try (var hosted =
                serve(HostConfig.defaults().withTimes(times -> times.withMaxSessionLifetime(Duration.ofMillis(300))))) {
            RawHttp http = new RawHttp(hosted.host().uri());
            http.get("/state");
            RawHttp own = http.with("X-Session-ID", id(http.post("/sessions", "")));
            await("both end", () -> hosted.host().activeSessions() == 0);
            assertThat(own.get("/state").statusCode()).isEqualTo(404);
            assertThat(http.get("/state").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anHttpSessionThatHasLivedTooLongStillAnswersItsStep() {
        try (var hosted =
                serve(HostConfig.defaults().withTimes(times -> times.withMaxSessionLifetime(Duration.ofSeconds(1))))) {
            RawHttp http = new RawHttp(hosted.host().uri());
            RawHttp own = http;
            CompletableFuture<HttpResponse<String>> step = CompletableFuture.completedFuture(null);
            while (provider.blocked() == 0) {
                if (step.isDone()) { // on a busy machine a session may be over before its step begins
                    own = http.with("X-Session-ID", id(http.post("/sessions", "")));
                    step = blocks(own);
                }
                Thread.onSpinWait();
            }
            await("it has lived too long", () -> http.get("/sessions").body().matches(".*\"age_s\":([2-9]|\\d\\d).*"));
            assertThat(provider.blocked()).isEqualTo(1);
            provider.release();
            assertThat(step.join().statusCode()).isEqualTo(200);
            await("it ends", () -> hosted.host().activeSessions() == 0);
            assertThat(own.get("/state").statusCode()).isEqualTo(404);
        }
    }

    private static CompletableFuture<HttpResponse<String>> blocks(RawHttp session) {
        return CompletableFuture.supplyAsync(() -> session.post("/step", "{\"action\":{\"text\":\"block\"}}"));
    }

    private static String id(HttpResponse<String> created) {
        return created.body().replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void opensThePlainEpisodeAnewAfterItsEnd() {
        try (var hosted =
                serve(HostConfig.defaults().withTimes(times -> times.withSessionTimeout(Duration.ofMillis(80))))) {
            RawHttp http = new RawHttp(hosted.host().uri());
            http.post("/reset", "{\"episode_id\":\"a\"}");
            await("the plain episode ends", () -> hosted.host().activeSessions() == 0);
            assertThat(http.get("/state").body()).contains("\"episode_id\":null");
        }
    }

    /** It may end at any moment between two requests, also while the second comes in. */
    @Test
    void requestsToThePlainEpisodeNeverHearThatItHasEnded() {
        try (var hosted =
                serve(HostConfig.defaults().withTimes(times -> times.withSessionTimeout(Duration.ofMillis(1))))) {
            RawHttp http = new RawHttp(hosted.host().uri());
            for (int i = 0; i < 500; i++) {
                assertThat(http.get("/state").body()).contains("\"episode_id\":null");
            }
        }
    }

    @Test
    void dropsAClientOfWhichNothingIsHeard() throws IOException {
        try (var hosted = serve(HostConfig.defaults()
                        .withTimes(times -> times.withPings(Duration.ofMillis(500), Duration.ofSeconds(5))));
                RawSocket alive = connect(hosted)) {
            alive.ask(STATE);
            try (Socket silent = upgrade(hosted)) {
                silent.setSoTimeout(15_000);
                silent.getInputStream().readAllBytes(); // ends when the server drops the connection
            }
            await("its session ends", () -> hosted.host().activeSessions() == 1);
            assertThat(alive.ask(STATE)).contains("step_count");
        }
    }

    private static Socket upgrade(HostedEnvironment<?, ?, ?> hosted) throws IOException {
        Socket socket = new Socket("127.0.0.1", hosted.host().port());
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void letsSessionsWaitForAPlaceInOrder() {
        try (var hosted = serve(HostConfig.defaults()
                        .withLimits(limits -> limits.withMaxSessions(1))
                        .withLimits(limits -> limits.withAdmissionQueue(2)));
                RawSocket first = connect(hosted)) {
            first.ask(STATE);
            RawHttp http = new RawHttp(hosted.host().uri());
            try (RawSocket second = connect(hosted).send(BLOCK)) {
                await("the second waits", () -> http.get("/capacity").body().contains("\"waiting\":1"));
                RawSocket third = connect(hosted).send(STATE);
                await("the third waits", () -> http.get("/capacity").body().contains("\"waiting\":2"));
                try (RawSocket fourth = connect(hosted)) {
                    assertThat(fourth.receive()).contains("CAPACITY_REACHED");
                }
                first.vanish();
                await("the second has its place", () -> provider.blocked() == 1);
                provider.release();
                assertThat(second.receive()).contains("block");
                third.vanish();
                await(
                        "the third left the queue",
                        () -> http.get("/capacity").body().contains("\"waiting\":0"));
            }
        }
    }

    @Test
    void refusesASessionThatWaitedTooLong() {
        try (var hosted = serve(HostConfig.defaults()
                        .withLimits(limits -> limits.withMaxSessions(1))
                        .withLimits(limits -> limits.withAdmissionQueue(5))
                        .withTimes(times -> times.withAdmissionTimeout(Duration.ofMillis(100))));
                RawSocket first = connect(hosted)) {
            first.ask(STATE);
            try (RawSocket second = connect(hosted)) {
                assertThat(second.receive()).contains("CAPACITY_REACHED", "1/1");
                assertThat(second.awaitClose()).isEqualTo(1000);
            }
            assertThat(new RawHttp(hosted.host().uri()).post("/sessions", "").statusCode())
                    .isEqualTo(503);
            assertThat(new RawHttp(hosted.host().uri()).post("/reset", "").statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void refusesEpisodesInProductionMode() {
        try (var hosted = serve(HostConfig.defaults().withAccess(access -> access.withProduction(true)));
                RawSocket socket = connect(hosted)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            assertThat(http.post("/reset", "").statusCode()).isEqualTo(404);
            assertThat(http.post("/step", "{}").statusCode()).isEqualTo(404);
            assertThat(http.get("/state").statusCode()).isEqualTo(404);
            assertThat(http.get("/metadata").statusCode()).isEqualTo(200);
            assertThat(socket.ask("{\"type\":\"reset\"}")).contains("error", "production mode");
            assertThat(socket.ask(BLOCK)).contains("production mode");
            assertThat(socket.ask(STATE)).contains("production mode");
        }
    }

    @Test
    void dropsAClientThatNeverReads() throws IOException {
        try (var hosted = serve(HostConfig.defaults().withLimits(limits -> limits.withMaxMessageBytes(1024 * 1024)));
                Socket deaf = upgrade(hosted)) {
            byte[] large = frame("{\"type\":\"step\",\"data\":{\"text\":\"" + "x".repeat(60_000) + "\",\"times\":15}}");
            await("the connection is dropped", () -> {
                try {
                    for (int i = 0; i < 8; i++) {
                        deaf.getOutputStream().write(large);
                    }
                    return hosted.host().activeSessions() == 0;
                } catch (IOException dropped) {
                    return hosted.host().activeSessions() == 0;
                }
            });
        }
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[8 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | 126);
        frame[2] = (byte) (payload.length >> 8);
        frame[3] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 8, payload.length);
        return frame;
    }

    @Test
    void answersAndDropsABodyThatTakesTooLong() throws IOException {
        try (var hosted =
                        serve(HostConfig.defaults().withTimes(times -> times.withBodyTimeout(Duration.ofMillis(100))));
                Socket slow = new Socket("127.0.0.1", hosted.host().port())) {
            slow.setSoTimeout(60_000);
            slow.getOutputStream()
                    .write(
                            "POST /step HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("did not arrive within PT0.1S");
        }
    }

    @Test
    void limitsTheConnectionsOfAnAddress() {
        try (var hosted = serve(HostConfig.defaults().withLimits(limits -> limits.withMaxConnectionsPerAddress(3)))) {
            List<RawSocket> sockets = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sockets.add(connect(hosted));
            }
            sockets.forEach(socket -> socket.ask(STATE));
            RawHttp http = new RawHttp(hosted.host().uri());
            assertThat(http.get("/health").statusCode()).isEqualTo(429);
            sockets.forEach(RawSocket::vanish);
            await("places are free", () -> http.get("/health").statusCode() == 200);
        }
    }
}
