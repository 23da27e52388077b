package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.client.Snapshot;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.wire.WireCodec;

/** Copies of sessions, by every door. */
class ForkTest {

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<HostObserver.Exchange> told = new ConcurrentLinkedQueue<>();
    private final HostedEnvironment<Say, Heard, Tally> served = HostedEnvironment.serve(
            provider,
            HostConfig.defaults()
                    .withLimits(limits -> limits.withMaxSessions(6))
                    .withObserver(new HostObserver() {
                        @Override
                        public void answered(Exchange exchange) {
                            told.add(exchange);
                        }
                    }));

    @AfterEach
    void nothingIsLeft() {
        served.close();
        assertThat(provider.open()).isZero();
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(served.host().uri() + path))
                    .method(method, BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json");
            return http.send(
                    headers.length == 0
                            ? request.build()
                            : request.headers(headers).build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> sessions(HttpResponse<String> answer) {
        return (List<Map<String, Object>>) ((Map<String, Object>) WireCodec.readValue(answer.body())).get("sessions");
    }

    private String open() {
        return (String)
                ((Map<?, ?>) WireCodec.readValue(ask("POST", "/sessions", "").body())).get("session_id");
    }

    private int active() {
        return ((Number) ((Map<?, ?>)
                                WireCodec.readValue(ask("GET", "/capacity", "").body()))
                        .get("active"))
                .intValue();
    }

    @Test
    void aClientsCopiesGoOnFromHereAndEndWhenTheyAreClosed() {
        try (var client = served.connect()) {
            client.reset(ResetOptions.none().withEpisodeId("run").withSeed(5));
            client.step(new Say("one", null));
            List<EnvClient<Say, Heard, Tally>> copies = client.fork(2);
            client.step(new Say("mine", null));
            assertThat(copies.get(0).state()).isEqualTo(new Tally("run/1", 1, "one"));
            assertThat(copies.get(0).forkedFrom().orElseThrow().episodeId()).isEqualTo("run");
            assertThat(copies.get(0).forkedFrom().orElseThrow().step()).isEqualTo(1);
            var result = copies.get(1).step(new Say("yours", null));
            assertThat(result.observation()).isEqualTo(new Heard("yours", 5L));
            assertThat(result.metadata()).containsEntry("forked_from", Map.of("episode_id", "run", "step", 1));
            assertThat(copies.get(1).state()).isEqualTo(new Tally("run/2", 2, "yours"));
            assertThat(client.state()).isEqualTo(new Tally("run", 2, "mine"));
            copies.get(1).reset();
            assertThat(copies.get(1).step(new Say("new", null)).metadata()).doesNotContainKey("forked_from");
            assertThat(copies.get(1).forkedFrom()).isEmpty();
            assertThat(provider.open()).isEqualTo(3);
            copies.forEach(EnvClient::close);
            Eventually.await("the number of environments", () -> provider.open() == 1);
        }
    }

    @Test
    void copiesOutliveTheirParentAndAreForkedAgain() {
        var client = served.connect();
        client.reset(ResetOptions.none().withEpisodeId("run"));
        var copies = client.fork(1);
        client.close();
        var copiesOfACopy = copies.get(0).fork(2, ForkOptions.none().withReseed(true));
        assertThat(copiesOfACopy.get(1).state().episodeId()).isEqualTo("run/1/2");
        copies.get(0).close();
        copiesOfACopy.forEach(EnvClient::close);
        Eventually.await("the end of all", () -> provider.open() == 0);
    }

    @Test
    void aClientThatReattachesHasCopiesThatDo() {
        try (var client = served.connect(ClientConfig.defaults().withReattach(java.time.Duration.ofSeconds(5)))) {
            client.step(new Say("one", null));
            var copies = client.fork(2);
            assertThat(copies.get(1).state()).isEqualTo(new Tally(null, 1, "one"));
            copies.forEach(EnvClient::close);
            Eventually.await("the number of environments", () -> provider.open() == 1);
        }
    }

    @Test
    void overHttpEachIsASessionOfItsOwn() {
        String parent = open();
        ask("POST", "/reset", "{\"episode_id\":\"run\"}", "X-Session-ID", parent);
        ask("POST", "/step", "{\"action\":{\"text\":\"a\"}}", "X-Session-ID", parent);
        HttpResponse<String> answer =
                ask("POST", "/sessions/" + parent + "/fork", "{\"count\":2,\"request_id\":\"r\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-Request-ID")).hasValue("r");
        String copy = (String) sessions(answer).get(1).get("session_id");
        assertThat(sessions(answer).get(1))
                .containsEntry("episode_id", "run/2")
                .extractingByKey("metadata", MAP)
                .containsEntry("forked_from", Map.of("episode_id", "run", "step", 1, "session_id", parent))
                .containsEntry("fork", "copied")
                .containsKey("fork_s");
        assertThat(ask("GET", "/state", "", "X-Session-ID", copy).body()).contains("\"run/2\"", "\"step_count\":1");
        assertThat(ask("POST", "/step", "{\"action\":{\"text\":\"b\"}}", "X-Session-ID", copy)
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("GET", "/sessions/" + copy, "").body()).contains("\"steps\":2");
        var last = told.stream().reduce((one, other) -> other).orElseThrow();
        assertThat(last.step()).isEqualTo(2);
        assertThat(last.parent()).isEqualTo(new HostObserver.Parent(parent, "run", 1));
        var client = served.connect();
        assertThat(client.state().episodeId()).isNull();
        client.close();
        assertThat(ask("DELETE", "/sessions/" + copy, "").statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", "/sessions/" + parent, "").statusCode()).isEqualTo(200);
        String mcp = (String) sessions(answer).get(0).get("session_id");
        assertThat(ask(
                                "POST",
                                "/mcp",
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"openenv/session/close\",\"params\":{\"session_id\":\""
                                        + mcp + "\"}}")
                        .body())
                .contains("\"closed\":true");
        Eventually.await("the end of all", () -> provider.open() == 0);
    }

    @Test
    void thereArePlacesForAllOrNoneIsMade() {
        String parent = open();
        var refused = ask("POST", "/sessions/" + parent + "/fork", "{\"count\":6}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("6 copies were asked for, there are places for 5; none was made");
        assertThat(active()).isEqualTo(1);
        assertThat(provider.open()).isEqualTo(1);
        var some = ask("POST", "/sessions/" + parent + "/fork", "{\"count\":7,\"partial\":true}");
        assertThat(some.statusCode()).isEqualTo(201);
        assertThat(sessions(some)).hasSize(7);
        assertThat(sessions(some).subList(0, 5)).allMatch(copy -> copy.get("session_id") != null);
        assertThat(sessions(some).subList(5, 7))
                .allSatisfy(copy -> assertThat(copy.get("error").toString()).contains("CAPACITY_REACHED"));
        assertThat(ask("POST", "/sessions/" + parent + "/fork", "{\"partial\":true}")
                        .statusCode())
                .isEqualTo(503);
        assertThat(active()).isEqualTo(6);
    }

    @Test
    void aClientAtCapacityIsToldAndItsSessionGoesOn() {
        try (var client = served.connect()) {
            assertThatThrownBy(() -> client.fork(6))
                    .asInstanceOf(type(OpenEnvException.class))
                    .returns(ErrorCode.CAPACITY_REACHED, OpenEnvException::code);
            client.step(new Say("still here", null));
            var some = client.forkUpTo(9, ForkOptions.none());
            assertThat(some).hasSize(5);
            some.forEach(EnvClient::close);
        }
    }

    @Test
    void anEnvironmentThatCanNotBeForkedSaysSo() {
        provider.forkable(false);
        try (var client = served.connect()) {
            assertThatThrownBy(() -> client.fork(2))
                    .asInstanceOf(type(OpenEnvException.class))
                    .returns(ErrorCode.EXECUTION_ERROR, OpenEnvException::code)
                    .hasFieldOrPropertyWithValue("message", "told not to be forked");
            client.step(new Say("still here", null));
            assertThat(active()).isEqualTo(1);
        }
    }

    @Test
    void aSnapshotStaysAsItIsAndIsOpenedAgainAndAgain() {
        try (var client = served.connect()) {
            client.reset(ResetOptions.none().withEpisodeId("run"));
            client.step(new Say("one", null));
            Snapshot<Say, Heard, Tally> snapshot = client.snapshot(false);
            client.step(new Say("two", null));
            for (int i = 1; i <= 2; i++) {
                try (var again = snapshot.open()) {
                    assertThat(again.state()).isEqualTo(new Tally("run/1/" + i, 1, "one"));
                    again.step(new Say("three", null));
                }
            }
            assertThat(snapshot.state()).isEqualTo(new Tally("run/1", 1, "one"));
            assertThat(snapshot.isOpen()).isTrue();
            Eventually.await("the end of what was opened", () -> provider.open() == 2);
            snapshot.close();
            Eventually.await("the end of the snapshot", () -> provider.open() == 1);
        }
    }

    @Test
    void nothingButAForkIsDoneToASnapshot() {
        String parent = open();
        var answer = ask("POST", "/sessions/" + parent + "/fork", "{\"frozen\":true,\"with_parent\":true}");
        String snapshot = (String) sessions(answer).get(0).get("session_id");
        assertThat(ask("POST", "/step", "{\"action\":{\"text\":\"b\"}}", "X-Session-ID", snapshot)
                        .body())
                .contains("this session is a snapshot");
        assertThat(ask("POST", "/reset", "{}", "X-Session-ID", snapshot).statusCode())
                .isEqualTo(500);
        assertThat(ask("GET", "/state", "", "X-Session-ID", snapshot).statusCode())
                .isEqualTo(200);
        var copy = ask("POST", "/sessions/" + snapshot + "/fork", "");
        assertThat(copy.statusCode()).isEqualTo(201);
        ask("DELETE", "/sessions/" + parent, "");
        Eventually.await(
                "the end of the snapshot with its parent",
                () -> provider.open() == 1
                        && ask("GET", "/sessions/" + snapshot, "").statusCode() == 404);
        assertThat(ask("GET", "/sessions/" + sessions(copy).get(0).get("session_id"), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aForkThatIsInterruptedLeavesNothing() {
        try (var client = served.connect()) {
            client.step(new Say("block fork", null));
            String id = (String) ((Map<?, ?>) ((List<?>) ((Map<?, ?>) WireCodec.readValue(
                                            ask("GET", "/sessions", "").body()))
                                    .get("sessions"))
                            .get(0))
                    .get("session_id");
            var asking = java.util.concurrent.CompletableFuture.runAsync(() -> client.fork(3));
            Eventually.await("the number of environments", () -> provider.blocked() == 1);
            assertThat(active()).isEqualTo(4);
            assertThat(ask("POST", "/sessions/" + id + "/interrupt", "").body()).contains("true");
            assertThatThrownBy(asking::join).hasMessageContaining("interrupted");
            assertThat(active()).isEqualTo(1);
            Eventually.await("the number of environments", () -> provider.open() == 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"count\":0};greater_than_equal",
                "{\"count\":257};less_than_equal",
                "{\"count\":\"x\"};int_parsing",
                "{\"count\":null};int_type",
                "{\"fork\":\"vm\"};Input should be",
                "{\"fork\":null};enum",
                "{\"reseed\":1};bool_type",
                "{\"partial\":\"yes\"};bool_type",
                "{\"copies\":2};extra_forbidden",
                "[];model_attributes_type"
            })
    void whatIsWrongIsNamed(String body, String error) {
        String parent = open();
        var refused = ask("POST", "/sessions/" + parent + "/fork", body);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains(error);
        assertThat(active()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsNotForked() {
        assertThat(ask("POST", "/sessions/nobody/fork", "").statusCode()).isEqualTo(404);
        String parent = open();
        assertThat(ask("GET", "/sessions/" + parent + "/fork", "").statusCode()).isEqualTo(405);
        assertThat(sessions(ask("POST", "/sessions/" + parent + "/fork", ""))).hasSize(1);
    }
}
