package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class HostRoutesTest {

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    @Test
    void listsItsEnvironments() {
        try (EnvironmentHost host = EnvironmentHost.start(
                HostConfig.defaults().withPort(0), List.of(provider, new FakeEnvironment.Provider("two")))) {
            assertThat(new RawHttp(host.uri()).get("/envs").body())
                    .startsWith("{\"default\":\"fake\",\"environments\":[{\"name\":\"fake\"")
                    .contains("\"name\":\"two\"");
        }
    }

    @Test
    void livesAndIsReady() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            assertThat(http.get("/live").body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(http.get("/ready").statusCode()).isEqualTo(200);
            provider.notReady("no worker");
            assertThat(http.get("/ready").statusCode()).isEqualTo(503);
            assertThat(http.get("/ready").body()).isEqualTo("{\"status\":\"unavailable\",\"detail\":\"no worker\"}");
            assertThat(http.get("/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void servesPagesOfItsOperator() {
        TextPage page = new TextPage("/metrics", "text/plain", () -> "steps 3\n");
        try (var hosted =
                HostedEnvironment.serve(provider, HostConfig.defaults().withPage(page))) {
            assertThat(new RawHttp(hosted.host().uri()).get("/metrics").body()).isEqualTo("steps 3\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"'',fake,true", "/envs/fake,fake,false", "/envs/two,two,false"})
    void describesEveryRouteThatItServes(String at, String name, boolean whole) throws IOException {
        try (EnvironmentHost host = EnvironmentHost.start(
                HostConfig.defaults().withPort(0), List.of(provider, new FakeEnvironment.Provider("two")))) {
            RawHttp http = new RawHttp(host.uri());
            JsonNode document =
                    new ObjectMapper().readTree(http.get(at + "/openapi.json").body());
            assertThat(document.path("openapi").textValue()).isEqualTo("3.1.0");
            assertThat(document.at("/info/title").textValue()).isEqualTo(name);
            assertThat(document.at("/info/version").textValue()).startsWith("1.");
            assertThat(document.path("paths").fieldNames())
                    .toIterable()
                    .contains("/reset", "/step", "/state", "/mcp", "/sessions/{id}", "/{id}/task", "/openapi.json");
            assertThat(document.path("paths").has("/live")).isEqualTo(whole);
            AtomicInteger operations = new AtomicInteger();
            document.path("paths")
                    .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                        operations.incrementAndGet();
                        int status = http.method(
                                        method.toUpperCase(Locale.ROOT),
                                        at + path.replace("{id}", "none").replace("{file}", "none"))
                                .statusCode();
                        assertThat(status).as(method + " " + path).isNotEqualTo(405);
                        assertThat(status == 404 && !path.contains("{id}") && !path.equals("/docs"))
                                .isFalse();
                    }));
            assertThat(operations).hasValueGreaterThan(15);
            assertReferencesAreThere(document, document);
            assertThat(document.at("/components/schemas/State/properties").has("last_text"))
                    .isTrue();
        }
    }

    private static void assertReferencesAreThere(JsonNode document, JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual()) {
            assertThat(document.at(reference.textValue().substring(1)).isMissingNode())
                    .as(reference.textValue())
                    .isFalse();
        }
        node.forEach(child -> assertReferencesAreThere(document, child));
    }

    @Test
    void saysWhatTheDocumentationPageNeeds() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            assertThat(new RawHttp(hosted.host().uri()).get("/docs").body()).contains("org.webjars:swagger-ui");
        }
    }

    @Test
    void tellsObserversWhatHappens() {
        List<String> told = new CopyOnWriteArrayList<>();
        HostObserver observer = new HostObserver() {
            @Override
            public void sessionOpened(SessionInfo session) {
                told.add("opened " + session.transport());
            }

            @Override
            public void sessionRefused(String environment, ErrorCode code) {
                told.add("refused " + code);
            }

            @Override
            public void sessionClosed(SessionInfo session, String reason) {
                told.add("closed " + reason + " " + session.steps());
            }

            @Override
            public void answered(Exchange exchange) {
                told.add(exchange.kind() + " " + exchange.step() + " " + exchange.episodeId() + " "
                        + (exchange.action() instanceof Say say ? say.text() : "-") + " " + exchange.failure());
                throw new IllegalStateException("an observer's failure is its own");
            }
        };
        HostConfig options = HostConfig.defaults()
                .withLimits(limits -> limits.withMaxSessions(1))
                .withObserver(observer);
        try (var hosted = HostedEnvironment.serve(provider, options);
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.ask("{\"type\":\"reset\",\"data\":{\"episode_id\":\"e\"}}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"hi\"}}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"throw: no\"}}");
            new RawHttp(hosted.host().uri()).post("/reset", "");
            Eventually.await("the refusal is told", () -> told.contains("refused CAPACITY_REACHED"));
            socket.send("{\"type\":\"close\"}");
            socket.awaitClose();
            Eventually.await("the end is told", () -> told.size() == 6);
        }
        assertThat(told)
                .containsExactly(
                        "opened websocket",
                        "RESET 0 e - null",
                        "STEP 1 e hi null",
                        "STEP 2 e throw: no EXECUTION_ERROR",
                        "refused CAPACITY_REACHED",
                        "closed closed 2");
    }
}
