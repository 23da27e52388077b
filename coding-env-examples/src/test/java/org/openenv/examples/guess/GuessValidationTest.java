package org.openenv.examples.guess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;
import org.openenv.core.wire.WireCodec;

/** OpenEnv's validation reads an episode and its rubric where the operator lets it. */
class GuessValidationTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OPEN =
            "{\"type\":\"validation_open\",\"data\":{\"schema_version\":1,\"token\":\"" + TOKEN + "\"}}";
    private static final String REFUSED = "{\"type\":\"error\",\"data\":{\"message\":\"Validation unavailable or"
            + " unauthorized\",\"code\":\"VALIDATION_ERROR\"}}";
    private static final String RESET = "{\"type\":\"reset\",\"data\":{\"seed\":7,\"episode_id\":\"e\"}}";
    private static final String STEP = "{\"type\":\"step\",\"data\":{\"word\":\"agent\"}}";

    private final EnvironmentHost host = EnvironmentHost.start(
            HostConfig.defaults().withPort(0).withAccess(access -> access.withValidationToken(TOKEN)),
            List.of(new GuessEnvironmentProvider()));

    @AfterEach
    void close() {
        host.close();
    }

    private static String read(String capability) {
        return "{\"type\":\"validation_read\",\"data\":{\"schema_version\":1,\"capability\":\"" + capability + "\"}}";
    }

    private static String capability(RawSocket socket) {
        String opened = socket.ask(OPEN);
        assertThat(opened)
                .matches(
                        "\\{\"type\":\"validation_open\",\"data\":\\{\"schema_version\":1,\"capability\":\"[\\w-]{43}\"}}");
        return opened.replaceAll(".*\"capability\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void tellsWhatWasAskedAndAnsweredAndHowItWasScored() {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            String capability = capability(socket);
            String reset = socket.ask(RESET);
            String state = socket.ask("{\"type\":\"state\"}");
            String step = socket.ask(STEP);
            socket.ask("{\"type\":\"step\",\"data\":{\"word\":1}}");
            String answer = socket.ask(read(capability));
            assertThat(answer)
                    .startsWith("{\"type\":\"validation\",\"data\":{\"schema_version\":1,\"seed\":{\"requested\":true,"
                            + "\"value\":7,\"accepted\":true},\"rubric\":[{\"name\":\"root\"");
            Map<?, ?> snapshot = (Map<?, ?>) ((Map<?, ?>) WireCodec.readValue(answer)).get("data");
            Map<?, ?> trajectory = (Map<?, ?>) snapshot.get("trajectory");
            assertThat((List<?>) trajectory.get("records"))
                    .extracting(record -> ((Map<?, ?>) record).get("response"))
                    .asString()
                    .isEqualTo(
                            List.of(WireCodec.readValue(reset), WireCodec.readValue(state), WireCodec.readValue(step))
                                    .toString());
            assertThat(trajectory.get("complete")).isEqualTo(true);
            List<?> attribution = (List<?>) snapshot.get("attribution");
            assertThat(attribution).hasSize(1);
            assertThat(attribution.get(0).toString())
                    .contains("step_index=0", "aggregation=weighted_sum", "config={weights=[0.1, 0.5]}")
                    .contains(
                            "name=root.placed",
                            "children=[root.placed, root.early]",
                            "evaluated=true",
                            "aggregation=leaf");
            assertThat(step).contains("\"rubric_scores\":{\"placed\":");
            assertThat(socket.ask(read(capability))).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"validation_open\"}",
                "{\"type\":\"validation_open\",\"data\":{\"schema_version\":1,\"token\":\"wrong\"}}",
                "{\"type\":\"validation_open\",\"data\":{\"schema_version\":1.0,\"token\":\"" + TOKEN + "\"}}",
                "{\"type\":\"validation_open\",\"data\":{\"schema_version\":1,\"token\":\"" + TOKEN + "\",\"x\":1}}",
                "{\"type\":\"validation_open\",\"x\":1,\"data\":{\"schema_version\":1,\"token\":\"" + TOKEN + "\"}}",
                "{\"type\":\"validation_read\",\"data\":{\"schema_version\":1,\"capability\":\"\"}}"
            })
    void refusesAllElseAlike(String message) {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            assertThat(socket.ask(message)).isEqualTo(REFUSED);
            String capability = capability(socket);
            assertThat(socket.ask(OPEN)).isEqualTo(REFUSED);
            assertThat(socket.ask(read("x" + capability))).isEqualTo(REFUSED);
            assertThat(socket.ask(RESET)).contains("observation");
        }
    }

    @Test
    void opensOnlyAtTheBeginningOfAConnectionOfItsOwn() {
        String id = new RawHttp(host.uri())
                .post("/sessions", "")
                .body()
                .replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
        try (RawSocket late = RawSocket.connect(host.uri(), "/ws");
                RawSocket attached = RawSocket.connect(host.uri(), "/ws?session_id=" + id)) {
            late.ask(RESET);
            assertThat(late.ask(OPEN)).isEqualTo(REFUSED);
            assertThat(attached.ask(OPEN)).isEqualTo(REFUSED);
        }
    }

    @Test
    void isOffWithoutAToken() {
        try (EnvironmentHost off = EnvironmentHost.start(
                        HostConfig.defaults().withPort(0), List.of(new GuessEnvironmentProvider()));
                RawSocket socket = RawSocket.connect(off.uri(), "/ws")) {
            assertThat(socket.ask(OPEN)).isEqualTo(REFUSED);
            assertThat(socket.ask(RESET)).contains("observation");
        }
    }

    @Test
    void stopsAtItsBudgetAndSaysSo() {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            String capability = capability(socket);
            for (int i = 0; i < 203; i++) {
                socket.ask("{\"type\":\"state\"}");
            }
            assertThat(socket.ask(read(capability)))
                    .contains("\"complete\":false,\"reason\":\"Session telemetry budget exceeded\"");
        }
    }
}
