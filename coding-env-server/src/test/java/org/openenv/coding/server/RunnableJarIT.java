package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;

/** The runnable jar as its user has it: a process, its streams, its exit code, its port. */
class RunnableJarIT {

    private static final int KILLED_BY_SIGTERM = 128 + 15;

    @Test
    void helpsAndTellsItsVersion() {
        try (ServerProcess server = ServerProcess.start("--help")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.stdout())
                    .startsWith("Usage: java -jar coding-env-server.jar")
                    .contains("MAX_CONCURRENT_ENVS");
            assertThat(server.stderr()).isEmpty();
        }
        try (ServerProcess server = ServerProcess.start("--version")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.stdout()).matches("coding-env-server \\d+\\.\\d+\\.\\d+\\S* \\(Java .+\\)");
        }
    }

    @Nested
    class EndsWithOneLineOnStderr {

        @Test
        void whenAnOptionIsWrong() {
            try (ServerProcess server = ServerProcess.start("--prot", "8000")) {
                assertThat(server.exitCode()).isEqualTo(2);
                assertThat(server.stderr()).contains("--prot").hasLineCount(1);
                assertThat(server.stdout()).isEmpty();
            }
        }

        @Test
        void whenThePortIsTaken() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerProcess server = ServerProcess.start("--port", "" + taken.getLocalPort())) {
                assertThat(server.exitCode()).isEqualTo(1);
                assertThat(server.stderr())
                        .startsWith("coding-env-server: can't listen on 127.0.0.1:" + taken.getLocalPort())
                        .hasLineCount(1);
            }
        }

        @Test
        void whenThereIsNoPython() {
            try (ServerProcess server = ServerProcess.start("--port=0", "--python=/no/such/python3")) {
                assertThat(server.exitCode()).isEqualTo(1);
                assertThat(server.stderr()).contains("/no/such/python3").hasLineCount(1);
            }
        }
    }

    @Test
    void saysOfAProgramThatIsNoPythonThatItIsNone() {
        try (ServerProcess server = ServerProcess.start("--port=0", "--python=/bin/ls")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("/bin/ls is no Python").hasLineCount(1);
        }
    }

    @Nested
    class Serves {

        @Test
        void programsOverWebSocket() {
            try (ServerProcess server = ServerProcess.start("--port=0");
                    var client = connect(server.uri())) {
                client.reset();
                assertThat(client.step(new CodeAction("x = 5 + 3")).reward()).isEqualTo(0.1);
                assertThat(client.step(new CodeAction("print(f'Result: {x}')")).observation())
                        .isEqualTo(new CodeObservation("Result: 8\n", "", 0));
                assertThat(client.state().stepCount()).isEqualTo(2);
            }
        }

        @Test
        void programsOverHttpInOneEpisode() throws IOException, InterruptedException {
            try (ServerProcess server = ServerProcess.start("--port=0")) {
                URI uri = server.uri();
                post(uri.resolve("/reset"), "{}");
                post(uri.resolve("/step"), "{\"action\": {\"code\": \"x = 20\"}}");
                assertThat(post(uri.resolve("/step"), "{\"action\": {\"code\": \"print(x + 1)\"}}"))
                        .startsWith(
                                "{\"observation\":{\"stdout\":\"21\\n\",\"stderr\":\"\",\"exit_code\":0,\"metadata\":{"
                                        + "\"last_code\":\"print(x + 1)\",\"cause\":\"exited\"}},\"reward\":0.1,\"done\":false,");
                assertThat(get(uri.resolve("/health"))).isEqualTo("{\"status\":\"healthy\"}");
            }
        }

        @Test
        void asTheVariablesSayUnlessAnOptionSaysOtherwise() {
            var variables =
                    Map.of("PORT", "0", "OPENENV_MAX_SESSIONS", "1", "OPENENV_NO_REWARDS", "true", "OPENENV_POOL", "x");
            try (ServerProcess server = ServerProcess.start(variables, "--pool=1")) {
                URI uri = server.uri();
                try (var client = connect(uri)) {
                    assertThat(client.step(new CodeAction("1")).reward()).isNull();
                    try (var second = connect(uri)) {
                        assertThatThrownBy(second::reset)
                                .isInstanceOfSatisfying(
                                        OpenEnvException.class,
                                        full -> assertThat(full.code()).isEqualTo(ErrorCode.CAPACITY_REACHED));
                    }
                }
            }
        }

        @Test
        void onlyThoseWhoHaveTheToken() {
            var variables = Map.of("OPENENV_AUTH_TOKEN", "open-sesame");
            try (ServerProcess server = ServerProcess.start(variables, "--port=0")) {
                String uri = server.uri().toString();
                var config = ClientConfig.defaults().withToken("open-sesame");
                try (var client = EnvClient.connect(uri, CodingTypes.TYPES, config)) {
                    assertThat(client.step(new CodeAction("print(1)"))
                                    .observation()
                                    .stdout())
                            .isEqualTo("1\n");
                }
                assertThatThrownBy(() -> EnvClient.connect(uri, CodingTypes.TYPES))
                        .isInstanceOf(OpenEnvException.class);
            }
        }

        @Test
        void everybodyWhoReachesItAndSaysSo() {
            try (ServerProcess server = ServerProcess.start("--port=0", "--host=0.0.0.0")) {
                assertThat(server.firstLine()).contains("http://0.0.0.0:");
                server.terminate();
                server.exitCode();
                assertThat(server.stderr())
                        .contains("warning: whoever reaches 0.0.0.0 can use the environments here")
                        .hasLineCount(1);
            }
        }

        @Test
        void whatItsOneLineAtTheStartSays() {
            try (ServerProcess server = ServerProcess.start("--port=0", "--max-sessions=3", "--sandbox=off")) {
                assertThat(server.firstLine())
                        .contains(
                                "coding_env at http://127.0.0.1:", "at most 3 sessions", "CPython 3.", "NOT ISOLATED");
                server.terminate();
                server.exitCode();
                assertThat(server.stdout()).isEmpty();
            }
        }
    }

    @Test
    void lastsUntilARunningStepIsDoneWhenTerminated() {
        try (ServerProcess server = ServerProcess.start("--port=0");
                var client = connect(server.uri())) {
            var first = client.stepAsync(new CodeAction("print(1)"));
            var running = client.stepAsync(new CodeAction("import time; time.sleep(1); print(2)"));
            first.join();
            server.terminate();

            assertThat(running.join().observation().stdout()).isEqualTo("2\n");
            assertThat(server.exitCode()).isEqualTo(KILLED_BY_SIGTERM);
            assertThat(server.stderr()).contains("reason=\"stopping\"").doesNotContain("WARN", "ERROR");
        }
    }

    private static EnvClient<CodeAction, CodeObservation, CodeState> connect(URI uri) {
        return EnvClient.connect(uri.toString(), CodingTypes.TYPES);
    }

    private static String post(URI uri, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
