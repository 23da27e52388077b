package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.wire.WireCodec;

/**
 * What OpenEnv's own Python clients said to this server, its typed coding client and its generic one (1 July 2026), sent again
 * letter by letter; the answers must be the ones they understood then. What is new in an answer they must be able to overlook:
 * {@code metadata}, which stands inside the observation and, unless empty, beside it, is not compared, nor an episode's id
 * where the server chose it.
 */
class RecordedClientTest {

    @Test
    void whatTheNewestClientsSaidIsAnsweredAsTheyUnderstoodIt() throws IOException {
        var provider = new CodingEnvironmentProvider(
                CodingConfig.defaults().withWorker(WorkerConfig.defaults().withPool(1)));
        try (var server = HostedEnvironment.serve(
                provider, HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(2)))) {
            Replay replay = new Replay(URI.create("ws://" + server.host().uri().getAuthority() + "/ws"));
            for (String line : lines("python-clients-2026-07.jsonl")) {
                replay.play(object(WireCodec.readValue(line)));
            }
            assertThat(replay.played).isEqualTo(18 + 16);
        }
    }

    private static List<String> lines(String resource) throws IOException {
        var stream = Objects.requireNonNull(RecordedClientTest.class.getResourceAsStream(resource));
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object json) {
        assertThat(json).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(json);
    }

    /** Says what a recording says, and compares what is heard. */
    private static final class Replay implements WebSocket.Listener {

        private final URI uri;
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket socket;
        private int played;

        Replay(URI uri) {
            this.uri = uri;
        }

        void play(Map<String, Object> entry) {
            if (entry.get("client") instanceof String text) {
                if (socket == null) {
                    socket = HttpClient.newHttpClient()
                            .newWebSocketBuilder()
                            .buildAsync(uri, this)
                            .join();
                }
                socket.sendText(text, true).join();
                played++;
            } else if (entry.containsKey("close")) {
                assertThat(hear()).isEqualTo("close " + entry.get("close"));
                socket = null;
            } else {
                Map<String, Object> answer = new LinkedHashMap<>(object(WireCodec.readValue(hear())));
                assertThat(comparable(answer, entry.get("server"))).isEqualTo(entry.get("server"));
                played++;
            }
        }

        private static Map<String, Object> comparable(Map<String, Object> answer, @Nullable Object expected) {
            Map<String, Object> data = new LinkedHashMap<>(object(answer.get("data")));
            Object beside = data.remove("metadata");
            if (data.get("observation") instanceof Map<?, ?> observation) {
                Map<Object, Object> fields = new LinkedHashMap<>(observation);
                Object inside = fields.remove("metadata");
                assertThat(inside).isEqualTo(beside == null ? Map.of() : beside);
                data.put("observation", fields);
            }
            if ("*".equals(object(object(expected).get("data")).get("episode_id"))) {
                assertThat(data.get("episode_id")).asString().matches("[0-9a-f-]{36}");
                data.put("episode_id", "*");
            }
            answer.put("data", data);
            return answer;
        }

        private String hear() {
            try {
                String text = heard.poll(30, TimeUnit.SECONDS);
                assertThat(text).as("an answer within 30 s").isNotNull();
                return Objects.requireNonNull(text);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add("close " + code);
            return null;
        }
    }
}
