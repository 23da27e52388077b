package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.core.testing.HostedEnvironment;

/** The messages of OpenEnv's Python client, letter by letter, and what it needs to find in the answers. */
class PythonClientTest {

    private final HostedEnvironment<CodeAction, CodeObservation, CodeState> server =
            HostedEnvironment.serve(new CodingEnvironmentProvider(
                    CodingConfig.defaults().withWorker(WorkerConfig.defaults().withPool(1))));
    private final Answers answers = new Answers();
    private WebSocket socket;

    @BeforeEach
    void connect() {
        URI http = server.host().uri();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + http.getAuthority() + "/ws"), answers)
                .join();
    }

    @AfterEach
    void close() {
        socket.abort();
        server.close();
    }

    @Test
    void anEpisodeGoesAsItDoesWithTheReference() {
        assertThat(exchange("{\"type\": \"reset\", \"data\": {}}"))
                .isEqualTo(
                        "{\"type\":\"observation\",\"data\":{\"observation\":"
                                + "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":0,\"metadata\":{}},\"reward\":0.0,\"done\":false}}");
        assertThat(exchange("{\"type\": \"step\", \"data\": {\"code\": \"print('h\\u00e9')\"}}"))
                .isEqualTo("{\"type\":\"observation\",\"data\":{\"observation\":"
                        + "{\"stdout\":\"hé\\n\",\"stderr\":\"\",\"exit_code\":0,\"metadata\":{\"last_code\":\"print('hé')\",\"cause\":\"exited\"}},"
                        + "\"reward\":0.1,\"done\":false,"
                        + "\"metadata\":{\"last_code\":\"print('hé')\",\"cause\":\"exited\"}}}");
        assertThat(exchange("{\"type\": \"state\"}"))
                .matches("\\{\"type\":\"state\",\"data\":\\{\"episode_id\":\"[0-9a-f-]{36}\","
                        + "\"step_count\":1,\"last_exit_code\":0}}");
    }

    @Test
    void aFieldTooMuchIsRefusedAndTheEpisodeGoesOn() {
        assertThat(exchange("{\"type\": \"step\", \"data\": {\"code\": \"1\", \"foo\": 2}}"))
                .contains("\"code\":\"VALIDATION_ERROR\"", "\"type\":\"extra_forbidden\",\"loc\":[\"foo\"]");
        assertThat(exchange("{\"type\": \"step\", \"data\": {\"code\": \"print(1)\"}}"))
                .contains("\"stdout\":\"1\\n\"");
    }

    @Test
    void closeIsAnsweredByACloseFrame() {
        exchange("{\"type\": \"reset\", \"data\": {}}");

        assertThat(exchange("{\"type\": \"close\"}")).isEqualTo("close 1000");
    }

    private String exchange(String message) {
        socket.sendText(message, true).join();
        return answers.next();
    }

    /** Collects what the server says. */
    private static final class Answers implements WebSocket.Listener {

        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        String next() {
            try {
                String answer = queue.poll(30, TimeUnit.SECONDS);
                assertThat(answer).as("an answer within 30 s").isNotNull();
                return answer;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                queue.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            queue.add("close " + code);
            return null;
        }
    }
}
