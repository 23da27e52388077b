package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.net.http.HttpResponse;
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

/** Requests that wait when their session's time is over, or the host's: each is answered once. */
class WaitingAtTheEndTest {

    private static final String BLOCK = "{\"action\":{\"text\":\"block\"}}";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    @AfterEach
    void nothingIsLeft() {
        assertThat(provider.open()).isZero();
    }

    private HostedEnvironment<?, ?, ?> serve(HostTimes times) {
        return HostedEnvironment.serve(provider, HostConfig.defaults().withTimes(defaults -> times));
    }

    private RawSocket waiting(HostedEnvironment<?, ?, ?> hosted) {
        RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws");
        socket.send("{\"type\":\"step\",\"data\":{\"text\":\"block\"},\"request_id\":\"a\"}");
        await("the step blocks", () -> provider.blocked() == 1);
        return socket.send("{\"type\":\"state\",\"request_id\":\"b\"}")
                .send("{\"type\":\"step\",\"data\":{\"text\":\"c\"},\"request_id\":\"c\"}")
                .ping();
    }

    private List<CompletableFuture<HttpResponse<String>>> waitingOverHttp(HostedEnvironment<?, ?, ?> hosted) {
        RawHttp http = new RawHttp(hosted.host().uri());
        String id =
                http.post("/sessions", "").body().split("\"session_id\":\"")[1].substring(0, 36);
        RawHttp mine = http.with("X-Session-ID", id);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> mine.post("/step", BLOCK)));
        }
        await(
                "one runs, two wait",
                () -> provider.blocked() == 1
                        && http.get("/sessions/" + id).body().contains("\"waiting_requests\":2"));
        return answers;
    }

    private static void assertAnswer(RawSocket socket, String id, String... what) {
        assertThat(socket.receive()).contains(what).endsWith("\"request_id\":\"" + id + "\"}");
    }

    @Test
    void whatWaitsIsCarriedOutWhenASessionHasLivedTooLong() {
        HostTimes times = HostTimes.defaults().withMaxSessionLifetime(Duration.ofSeconds(2));
        try (var hosted = serve(times);
                RawSocket socket = waiting(hosted)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            await("its time is over", () -> age(http) > 2.6);
            provider.release();
            assertAnswer(socket, "a", "\"text\":\"block\"");
            assertAnswer(socket, "b", "step_count");
            assertAnswer(socket, "c", "\"text\":\"c\"");
            assertThat(socket.receive()).contains("SESSION_ERROR", "the longest this server allows");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
    }

    private static double age(RawHttp http) {
        String[] parts = http.get("/sessions").body().split("\"age_s\":");
        return parts.length < 2 ? 0 : Double.parseDouble(parts[1].split("[,}]")[0]);
    }

    @Test
    void whatWaitsIsRefusedInOrderWhenTheHostStops() {
        var hosted = serve(HostTimes.defaults().withDrainGrace(Duration.ofMillis(100)));
        try (RawSocket socket = waiting(hosted)) {
            hosted.close();
            assertAnswer(socket, "a", "SESSION_ERROR", "stopping");
            assertAnswer(socket, "b", "SESSION_ERROR", "stopping");
            assertAnswer(socket, "c", "SESSION_ERROR", "stopping");
            assertThat(socket.awaitClose()).isEqualTo(1012);
        }
    }

    @Test
    void soItIsOverHttp() {
        var hosted = serve(HostTimes.defaults().withDrainGrace(Duration.ofMillis(100)));
        var answers = waitingOverHttp(hosted);
        hosted.close();
        for (var answer : answers) {
            assertThat(answer.join().statusCode()).isEqualTo(503);
            assertThat(answer.join().body()).contains("The server is stopping.");
        }
    }

    @Test
    void aSessionOfPlainHttpIsIdleTooLongAndOneOfASocketNever() {
        assertThat(HostTimes.defaults().sessionTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(HostTimes.defaults().socketSessionTimeout()).isZero();
        HostTimes times = HostTimes.defaults()
                .withSessionTimeouts(
                        Duration.ofMillis(200), HostTimes.defaults().socketSessionTimeout())
                .withPings(Duration.ofMillis(50), Duration.ofSeconds(60));
        try (var hosted = serve(times);
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.ask("{\"type\":\"state\"}");
            assertThat(new RawHttp(hosted.host().uri()).post("/sessions", "").statusCode())
                    .isEqualTo(201);
            await("the younger one ends", () -> hosted.host().activeSessions() == 1);
            assertThat(socket.ask("{\"type\":\"state\"}")).contains("step_count");
        }
    }
}
