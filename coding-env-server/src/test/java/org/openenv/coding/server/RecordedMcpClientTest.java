package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;
import org.openenv.core.wire.WireCodec;

/**
 * What OpenEnv's MCP client of November 2026 said to this server, sent again letter by letter but for its session's id: it opens
 * a session over HTTP, attaches a WebSocket, calls tools over HTTP and steps over the socket, loses that, comes back, and closes.
 * What it looks at in the answers must be there; a success must have no {@code error}.
 */
class RecordedMcpClientTest {

    @Test
    void whatTheNewestMcpClientSaidIsAnsweredAsItUnderstandsIt() throws IOException {
        var provider = new CodingEnvironmentProvider(
                CodingConfig.defaults().withWorker(WorkerConfig.defaults().withPool(1)));
        try (var server = HostedEnvironment.serve(
                provider, HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(1)))) {
            Replay replay = new Replay(server.host().uri());
            for (String line : lines()) {
                replay.play((Map<?, ?>) Objects.requireNonNull(WireCodec.readValue(line)));
            }
            assertThat(replay.asked).isEqualTo(12);
            assertThat(server.host().activeSessions()).isZero();
        }
    }

    private static List<String> lines() throws IOException {
        var stream = Objects.requireNonNull(
                RecordedMcpClientTest.class.getResourceAsStream("python-mcp-client-2026-11.jsonl"));
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** Says what a recording says, and looks for what its client found in the answers. */
    private static final class Replay {

        private final URI server;
        private String session = "SESSION";
        private String heard = "";
        private @Nullable RawSocket socket;
        private int asked;

        Replay(URI server) {
            this.server = server;
        }

        void play(Map<?, ?> entry) {
            if (entry.containsKey("post")) {
                asked++;
                String body = WireCodec.writeValue(Objects.requireNonNull(entry.get("post")));
                heard = new RawHttp(server)
                        .post("/mcp", body.replace("SESSION", session))
                        .body();
            } else if (entry.containsKey("answer")) {
                Map<?, ?> answer = (Map<?, ?>) Objects.requireNonNull(WireCodec.readValue(heard));
                if (session.equals("SESSION")) {
                    session = String.valueOf(
                            ((Map<?, ?>) Objects.requireNonNull(answer.get("result"))).get("session_id"));
                }
                Map<?, ?> expected = (Map<?, ?>) Objects.requireNonNull(entry.get("answer"));
                assertThat(answer.containsKey("error")).isEqualTo(expected.containsKey("error"));
                assertThat(has(answer, expected))
                        .as("%s in %s", expected, heard)
                        .isTrue();
            } else if (entry.containsKey("socket")) {
                socket = RawSocket.connect(
                        server, String.valueOf(entry.get("socket")).replace("SESSION", session));
            } else {
                play(entry, Objects.requireNonNull(socket));
            }
        }

        private void play(Map<?, ?> entry, RawSocket open) {
            if (entry.get("client") instanceof String text) {
                asked++;
                open.send(text);
            } else if (entry.containsKey("server")) {
                heard = open.receive();
                assertThat(has(WireCodec.readValue(heard), entry.get("server")))
                        .as("%s in %s", entry, heard)
                        .isTrue();
            } else {
                open.sayGoodbye();
                assertThat((long) open.awaitClose())
                        .isEqualTo(((Number) Objects.requireNonNull(entry.get("close"))).longValue());
            }
        }

        private boolean has(@Nullable Object actual, @Nullable Object wanted) {
            if (wanted instanceof Map<?, ?> fields) {
                return actual instanceof Map<?, ?> map
                        && fields.entrySet().stream().allMatch(field -> has(map.get(field.getKey()), field.getValue()));
            }
            if (wanted instanceof List<?> list) {
                return actual instanceof List<?> all
                        && list.stream().allMatch(one -> all.stream().anyMatch(each -> has(each, one)));
            }
            return Objects.equals(actual, wanted instanceof String text ? text.replace("SESSION", session) : wanted);
        }
    }
}
