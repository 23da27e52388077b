package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;
import org.openenv.core.wire.WireCodec;

/**
 * What {@code openenv validate --level runtime} of November 2026 does on {@code /ws} and asks of the answers: an episode with its
 * telemetry, and again in a new session. A manifest of this environment declares the rewards' range: −1.2 to 0.1.
 */
class UpstreamValidationTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OPEN =
            "{\"type\":\"validation_open\",\"data\":{\"schema_version\":1,\"token\":\"" + TOKEN + "\"}}";
    private static final List<String> PROGRAMS = List.of(
            "x = 1; print(x)",
            "import random; print(random.random(), hash('a'), {'a', 'b'})",
            "import os; print(x)",
            "1 / 0",
            "(",
            "raise SystemExit(3)");

    /** A message and its answer. */
    private record Exchange(Map<?, ?> request, Map<?, ?> response) {

        Map<?, ?> data() {
            return (Map<?, ?>) Objects.requireNonNull(response.get("data"));
        }

        String operation() {
            return String.valueOf(request.get("type"));
        }
    }

    /** An episode: all that was asked and answered, and what the telemetry tells of it. */
    private record Episode(List<Exchange> exchanges, Map<?, ?> snapshot) {}

    @Test
    void anEpisodeKeepsEachContractAndComesAgainToTheLetter() {
        var provider = new CodingEnvironmentProvider(
                CodingConfig.defaults().withWorker(WorkerConfig.defaults().withPool(1)));
        HostConfig config = HostConfig.defaults().withAccess(access -> access.withValidationToken(TOKEN));
        try (var hosted = HostedEnvironment.serve(provider, config)) {
            Episode first = episode(hosted);
            int steps = 0;
            for (Exchange exchange : first.exchanges) {
                steps += exchange.operation().equals("step") ? 1 : 0;
                if (exchange.operation().equals("state")) {
                    assertThat(exchange.data().get("episode_id")).isEqualTo("run-7");
                    assertThat(String.valueOf(exchange.data().get("step_count")))
                            .isEqualTo(String.valueOf(steps));
                } else {
                    meetsTheObservationsContract(exchange);
                }
            }
            assertThat(steps).isEqualTo(PROGRAMS.size());
            tellsTheTelemetry(first);

            assertThat(WireCodec.writeValue(episode(hosted).exchanges.stream()
                            .map(Exchange::response)
                            .toList()))
                    .isEqualTo(WireCodec.writeValue(
                            first.exchanges.stream().map(Exchange::response).toList()));
        }
    }

    private static void meetsTheObservationsContract(Exchange exchange) {
        Map<?, ?> data = exchange.data();
        assertThat(Set.of("observation", "reward", "done", "metadata")).containsAll(strings(data.keySet()));
        assertThat(data.get("done")).isInstanceOf(Boolean.class);
        Map<?, ?> observation = (Map<?, ?>) Objects.requireNonNull(data.get("observation"));
        assertThat(strings(observation.keySet()))
                .containsExactlyInAnyOrder("stdout", "stderr", "exit_code", "metadata");
        double reward = Double.parseDouble(String.valueOf(data.get("reward")));
        assertThat(reward).isBetween(-1.2, 0.1);
    }

    private static List<String> strings(Set<?> keys) {
        return keys.stream().map(String::valueOf).toList();
    }

    private static void tellsTheTelemetry(Episode episode) {
        assertThat(WireCodec.writeValue(episode.snapshot.get("seed")))
                .isEqualTo("{\"requested\":true,\"value\":7,\"accepted\":true}");
        Map<?, ?> trajectory = (Map<?, ?>) Objects.requireNonNull(episode.snapshot.get("trajectory"));
        assertThat(trajectory.get("complete")).isEqualTo(true);
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (Exchange exchange : episode.exchanges) {
            records.add(Map.of(
                    "operation", exchange.operation(), "request", exchange.request, "response", exchange.response));
        }
        assertThat(trajectory.get("records")).isEqualTo(records);
    }

    private static Episode episode(HostedEnvironment<?, ?, ?> hosted) {
        List<String> messages = new ArrayList<>();
        messages.add("{\"type\":\"reset\",\"data\":{\"seed\":7,\"episode_id\":\"run-7\"}}");
        for (String program : PROGRAMS) {
            messages.add("{\"type\":\"step\",\"data\":" + WireCodec.writeValue(Map.of("code", program)) + "}");
        }
        List<Exchange> exchanges = new ArrayList<>();
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            Map<?, ?> opened =
                    (Map<?, ?>) Objects.requireNonNull(object(socket.ask(OPEN)).get("data"));
            assertThat(socket.ask(
                            "{\"type\":\"mcp\",\"data\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}}"))
                    .contains("run_python")
                    .doesNotContain("\"error\"");
            for (String message : messages) {
                exchanges.add(new Exchange(object(message), object(socket.ask(message))));
                String state = "{\"type\":\"state\"}";
                exchanges.add(new Exchange(object(state), object(socket.ask(state))));
            }
            String snapshot =
                    socket.ask("{\"type\":\"validation_read\",\"data\":{\"schema_version\":1,\"capability\":\""
                            + opened.get("capability") + "\"}}");
            return new Episode(exchanges, (Map<?, ?>)
                    Objects.requireNonNull(object(snapshot).get("data")));
        }
    }

    private static Map<?, ?> object(String json) {
        return (Map<?, ?>) Objects.requireNonNull(WireCodec.readValue(json));
    }
}
