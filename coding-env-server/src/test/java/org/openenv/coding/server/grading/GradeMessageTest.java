package org.openenv.coding.server.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.CodingConfig;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.RawSocket;

/** Grades as messages of a session, and what becomes of grades that nobody waits for. */
@Tag("python")
class GradeMessageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SLOW = "{\"submission\":\"while True: pass\",\"tests\":[{\"type\":\"program\"},"
            + "{\"type\":\"program\"},{\"type\":\"program\"}],\"options\":{\"case_timeout_s\":30}}";

    private static CodingEnvironmentProvider provider;
    private static EnvironmentHost host;

    @BeforeAll
    static void start() {
        var config = CodingConfig.defaults();
        provider = new CodingEnvironmentProvider(
                config.withWorker(config.worker().withPython(Path.of("/usr/bin/python3"))));
        host = EnvironmentHost.start(HostConfig.defaults().withPort(0), List.of(provider));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static int interpreters() {
        return provider.gauges().get("python_interpreters").intValue();
    }

    private static JsonNode ask(RawSocket socket, String text) throws Exception {
        return JSON.readTree(socket.ask(text));
    }

    @Test
    void aSessionCanHaveAProgramJudged() throws Exception {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            JsonNode answer = ask(
                    socket,
                    "{\"type\":\"grade\",\"request_id\":\"g\",\"data\":{\"submission\":\"print(input())\",\"tests\":["
                            + "{\"type\":\"program\",\"stdin\":\"1\",\"expected\":\"1\"}],\"options\":{\"case_timeout_s\":30}}}");
            assertThat(answer.path("type").asText()).isEqualTo("grade");
            assertThat(answer.path("request_id").asText()).isEqualTo("g");
            assertThat(answer.path("data").path("score").asDouble())
                    .as(answer.toString())
                    .isEqualTo(1);
            assertThat(ask(socket, "{\"type\":\"grade\",\"data\":{\"submission\":\"\",\"tests\":[]}}")
                            .path("data")
                            .path("code")
                            .asText())
                    .isEqualTo("VALIDATION_ERROR");
        }
    }

    @Test
    void anInterruptEndsItAndTheVerdictSaysSo() throws Exception {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            socket.send("{\"type\":\"grade\",\"data\":" + SLOW + "}");
            Eventually.await("it runs", () -> interpreters() == 2);
            socket.send("{\"type\":\"interrupt\"}");

            JsonNode verdict = JSON.readTree(socket.receive()).path("data");
            assertThat(verdict.path("score").asDouble()).isZero();
            assertThat(verdict.path("cases")).hasSize(3);
            verdict.path("cases")
                    .forEach(one -> assertThat(one.path("status").asText()).isEqualTo("not-run"));
            assertThat(JSON.readTree(socket.receive())
                            .path("data")
                            .path("interrupted")
                            .asBoolean())
                    .isTrue();
            assertThat(interpreters()).isZero();
        }
    }

    @Test
    void itEndsWhenNobodyWaitsForIt() throws Exception {
        RawSocket talker = RawSocket.connect(host.uri(), "/ws");
        talker.send("{\"type\":\"grade\",\"data\":" + SLOW + "}");
        Eventually.await("it runs", () -> interpreters() == 2);
        talker.vanish();
        Eventually.await("its processes end", () -> interpreters() == 0);

        try (Socket socket = new Socket("127.0.0.1", host.port())) {
            String head = "POST /grade HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + SLOW.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + SLOW).getBytes(StandardCharsets.UTF_8));
            Eventually.await("it runs", () -> interpreters() == 2);
        }
        Eventually.await("its processes end", () -> interpreters() == 0);
    }
}
