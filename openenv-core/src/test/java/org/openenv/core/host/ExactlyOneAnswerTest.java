package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class ExactlyOneAnswerTest {

    private final UnrulyEnvironment.Provider provider = new UnrulyEnvironment.Provider();
    private HostedEnvironment<?, ?, ?> hosted;
    private RawHttp http;

    @BeforeEach
    void serve() {
        hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withTimes(times -> times.withDrainGrace(Duration.ZERO)));
        http = new RawHttp(hosted.host().uri());
    }

    @AfterEach
    void close() {
        provider.gate.countDown();
        hosted.close();
    }

    private static String step(String what, String id) {
        return "{\"type\":\"step\",\"data\":{\"what\":\"" + what + "\"},\"request_id\":\"" + id + "\"}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "null observation",
                "stack",
                "memory",
                "error",
                "linkage",
                "checked",
                "no message",
                "secret",
                "secret metadata",
                "cycle",
                "deep"
            })
    void answersWhateverAStepOrResetDoes(String what) {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/envs/unruly/ws")) {
            assertThat(socket.ask(step(what, "a"))).contains("EXECUTION_ERROR", "\"request_id\":\"a\"");
            assertThat(socket.ask(
                            "{\"type\":\"reset\",\"data\":{\"episode_id\":\"" + what + "\"},\"request_id\":\"b\"}"))
                    .contains("EXECUTION_ERROR", "\"request_id\":\"b\"");
            assertThat(socket.ask(step("fine", "c"))).contains("\"what\":\"fine\"", "\"request_id\":\"c\"");
        }
        for (String prefix : List.of("", "/envs/unruly")) {
            HttpResponse<String> failed = http.post(prefix + "/step", "{\"action\":{\"what\":\"" + what + "\"}}");
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).contains("\"detail\":");
            assertThat(http.post(prefix + "/step", "{\"action\":{\"what\":\"fine\"}}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void namesTheFieldThatCantBeWritten() {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            assertThat(socket.ask(step("secret metadata", "a"))).contains("EXECUTION_ERROR", "metadata.when");
            assertThat(socket.ask(step("secret", "a"))).contains("EXECUTION_ERROR", "observation.more");
        }
    }

    @Test
    void answersWhenTheStateCantBeHad() {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.ask(step("state is secret", "a"));
            assertThat(socket.ask("{\"type\":\"state\",\"request_id\":\"b\"}"))
                    .contains("EXECUTION_ERROR", "\"request_id\":\"b\"");
            socket.ask(step("state throws", "c"));
            assertThat(socket.ask("{\"type\":\"state\"}")).contains("EXECUTION_ERROR", "no state");
        }
    }

    @Test
    void sendsTheAnswerOfAStepThatLeftItsThreadInterrupted() {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            assertThat(socket.ask(step("interrupted flag", "a"))).contains("interrupted flag");
            assertThat(socket.ask(step("fine", "b"))).contains("fine");
        }
    }

    /** Its client goes, or it is given up, before it has been read; the answer names it all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"slow to make", "slow and deaf"})
    void namesARequestThatIsRefusedWhileItIsRead(String action) {
        UnrulyEnvironment.MAKING.set(new CountDownLatch(1));
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.send(step(action, "a")).send(step(action, "b"));
            await("one is read", () -> http.get("/sessions").body().contains("\"waiting_requests\":1"));
            socket.sayGoodbye();
            assertThat(socket.receive()).contains("\"request_id\":\"a\"");
            assertThat(socket.receive()).contains("SESSION_ERROR", "\"request_id\":\"b\"");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        } finally {
            UnrulyEnvironment.MAKING.get().countDown();
        }
        await("its place is free", () -> hosted.host().activeSessions() == 0);
    }

    @Test
    void endsASessionWhoseEnvironmentCantBeClosed() {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.ask(step("close throws", "a"));
            socket.send("{\"type\":\"close\"}");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
        await("its place is free", () -> hosted.host().activeSessions() == 0);
    }

    @Test
    void answersWhatWaitsWhenItsSessionIsDeleted() {
        String id = opened();
        RawHttp mine = http.with("X-Session-ID", id);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(() -> mine.post("/step", "{\"action\":{\"what\":\"stubborn\"}}")));
        }
        await(
                "one runs, two wait",
                () -> provider.stubborn.get() == 1
                        && http.get("/sessions/" + id).body().contains("\"waiting_requests\":2"));
        assertThat(http.method("DELETE", "/sessions/" + id).statusCode()).isEqualTo(200);
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).isEqualTo(410);
            assertThat(answer.join().body()).contains("ended by DELETE /sessions/" + id);
        }
    }

    @Test
    void answersPipelinedRequestsInOrderWhenTheirSessionIsDeleted() {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.send(step("stubborn", "a")).send(step("fine", "b")).send(step("fine", "c"));
            await("it runs", () -> provider.stubborn.get() == 1);
            String id =
                    http.get("/sessions").body().split("\"session_id\":\"")[1].substring(0, 36);
            http.method("DELETE", "/sessions/" + id);
            assertThat(socket.receive()).contains("SESSION_ERROR", "DELETE", "\"request_id\":\"a\"");
            assertThat(socket.receive()).contains("SESSION_ERROR", "\"request_id\":\"b\"");
            assertThat(socket.receive()).contains("SESSION_ERROR", "\"request_id\":\"c\"");
            assertThat(socket.receive()).contains("SESSION_ERROR");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void saysThatNothingWasInterruptedWhereInterruptThrows() {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.send(step("stubborn", "a"));
            await("it runs", () -> provider.stubborn.get() == 1);
            socket.send("{\"type\":\"interrupt\",\"request_id\":\"i\"}").ping();
            provider.gate.countDown();
            assertThat(socket.receive()).contains("stubborn");
            assertThat(socket.receive()).contains("\"interrupted\":false", "\"request_id\":\"i\"");
        }
    }

    private String opened() {
        return http.post("/sessions", "").body().split("\"session_id\":\"")[1].substring(0, 36);
    }
}
