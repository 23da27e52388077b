package org.openenv.coding.server.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.RawHttp;

/** {@code /execute} and {@code /contexts} as E2B's client asks them. */
@Tag("python")
class ContextsTest {

    private final DoorServer server = new DoorServer(HostConfig.defaults()
            .withLimits(limits -> limits.withMaxSessions(2))
            .withTimes(times -> times.withSessionTimeout(Duration.ofMinutes(5))));

    @AfterEach
    void nothingIsLeft() {
        server.close();
        assertThat(server.host.activeSessions()).isZero();
    }

    /** What E2B's client sends. */
    private static ObjectNode code(String text, @Nullable String context) {
        ObjectNode body = DoorServer.JSON.createObjectNode().put("code", text).put("context_id", context);
        return body.putNull("language").putNull("env_vars");
    }

    private List<JsonNode> execute(String text, @Nullable String context) throws Exception {
        return server.lines("/execute", code(text, context));
    }

    private static List<String> types(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("type").asText()).toList();
    }

    private RawHttp e2b() {
        return server.http().with("E2b-Sandbox-Id", "debug_sandbox_id").with("E2b-Sandbox-Port", "49999");
    }

    @Test
    void codeIsAnsweredLineByLineAndTheUsualContextKeepsItsVariables() throws Exception {
        List<JsonNode> first = execute("import sys\nx = 2\nprint('out')\nprint('err', file=sys.stderr)\n'a' * x", null);
        assertThat(types(first))
                .containsExactly("number_of_executions", "stdout", "stderr", "result", "end_of_execution");
        assertThat(first.get(0).path("execution_count").asInt()).isEqualTo(1);
        assertThat(first.get(1).path("text").asText()).isEqualTo("out\n");
        assertThat(first.get(1).has("timestamp")).isTrue();
        assertThat(first.get(2).path("text").asText()).isEqualTo("err\n");
        assertThat(first.get(3).path("text").asText()).isEqualTo("aa");
        assertThat(first.get(3).path("is_main_result").asBoolean()).isTrue();

        List<JsonNode> second = execute("print('before', file=sys.stderr)\nx / 0", null);
        assertThat(types(second)).containsExactly("number_of_executions", "stderr", "error", "end_of_execution");
        assertThat(second.get(0).path("execution_count").asInt()).isEqualTo(2);
        assertThat(second.get(1).path("text").asText()).isEqualTo("before\n");
        assertThat(second.get(2).path("name").asText()).isEqualTo("ZeroDivisionError");
        assertThat(second.get(2).path("value").asText()).isEqualTo("division by zero");
        assertThat(second.get(2).path("traceback").asText()).startsWith("Traceback");

        ObjectNode python = code("x", null).put("language", "Python");
        assertThat(server.lines("/execute", python).get(1).path("text").asText())
                .isEqualTo("2");
        ObjectNode variables = code("import os\nos.environ['A'], x", null);
        variables.putObject("env_vars").put("A", "it's");
        assertThat(server.lines("/execute", variables).get(1).path("text").asText())
                .isEqualTo("(\"it's\", 2)");
        assertThat(execute("os.environ.get('A'), [n for n in dir() if n[0] != '_']", null)
                        .get(1)
                        .path("text")
                        .asText())
                .isEqualTo("(None, ['os', 'sys', 'x'])");
    }

    @Test
    void whatCodeDisplaysIsAResultEach() throws Exception {
        List<JsonNode> lines = execute(
                "class Seen:\n    def _repr_html_(self): return '<b>7</b>'\n    def _repr_json_(self): return {'a': [1]}\n"
                        + "    def __repr__(self): return 'seen'\ndisplay(Seen())\n'last'",
                null);
        assertThat(types(lines)).containsExactly("number_of_executions", "result", "result", "end_of_execution");
        assertThat(lines.get(1).path("html").asText()).isEqualTo("<b>7</b>");
        assertThat(lines.get(1).path("text").asText()).isEqualTo("seen");
        assertThat(lines.get(1).path("json").toString()).isEqualTo("{\"a\":[1]}");
        assertThat(lines.get(1).path("is_main_result").asBoolean()).isFalse();
        assertThat(lines.get(2).path("text").asText()).isEqualTo("last");
        assertThat(lines.get(2).path("is_main_result").asBoolean()).isTrue();
    }

    @Test
    void contextsAreSessions() throws Exception {
        JsonNode made = DoorServer.JSON.readTree(e2b().post("/contexts", "{}").body());
        String id = made.path("id").asText();
        assertThat(made.path("language").asText()).isEqualTo("python");
        assertThat(made.path("cwd").asText()).startsWith("/");
        JsonNode there = DoorServer.JSON.readTree(e2b().post("/contexts", "{\"language\":\"python\",\"cwd\":\"/tmp\"}")
                .body());
        assertThat(there.path("cwd").asText()).isEqualTo("/tmp");
        assertThat(server.http().get("/sessions/" + id).statusCode()).isEqualTo(200);

        HttpResponse<String> full = e2b().post("/contexts", "{}");
        assertThat(full.statusCode()).as(full.body()).isEqualTo(503);
        assertThat(DoorServer.JSON.readTree(e2b().get("/contexts").body()))
                .extracting(one -> one.path("id").asText())
                .containsExactly(id, there.path("id").asText());

        execute("x = 1", id);
        assertThat(e2b().post("/contexts/" + id + "/restart", "").statusCode()).isEqualTo(200);
        List<JsonNode> gone = execute("x", id);
        assertThat(gone.get(0).path("execution_count").asInt()).isEqualTo(1);
        assertThat(gone.get(1).path("name").asText()).isEqualTo("NameError");
        assertThat(gone.get(1).path("value").asText()).isEqualTo("name 'x' is not defined");
        assertThat(execute("import os\nos.getcwd()", there.path("id").asText())
                        .get(1)
                        .path("text")
                        .asText())
                .endsWith("/tmp");

        assertThat(e2b().method("DELETE", "/contexts/" + id).statusCode()).isEqualTo(200);
        assertThat(server.http().post("/execute", code("1", id).toString()).statusCode())
                .isEqualTo(404);
        server.http().method("DELETE", "/sessions/" + there.path("id").asText());
        assertThat(e2b().get("/contexts").body()).isEqualTo("[]");
        assertThat(e2b().method("DELETE", "/contexts/" + id).statusCode()).isEqualTo(404);
        assertThat(e2b().post("/contexts/" + id + "/restart", "").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCanNotBeHadIsToldAsE2bDoes() throws Exception {
        assertThat(e2b().post("/contexts", "{\"language\":\"r\"}").statusCode()).isEqualTo(500);
        HttpResponse<String> nowhere = e2b().post("/contexts", "{\"cwd\":\"/no/where\"}");
        assertThat(nowhere.statusCode()).isEqualTo(500);
        assertThat(nowhere.body()).startsWith("Failed to set working directory");
        assertThat(e2b().post("/execute", "{\"code\":\"1\",\"language\":\"java\"}")
                        .statusCode())
                .isEqualTo(500);
        assertThat(e2b().post("/execute", "{\"code\":\"1\",\"language\":\"python\",\"context_id\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(e2b().post("/execute", "{}").statusCode()).isEqualTo(422);
        assertThat(server.host.activeSessions()).isZero();
    }

    @Test
    void codeWhoseClientHasGoneIsInterruptedAndItsContextGoesOn() throws Exception {
        execute("x = 5", null);
        String body = code("import time\nx = 6\ntime.sleep(300)", null).toString();
        try (Socket socket = new Socket("127.0.0.1", server.host.port())) {
            String head = "POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            Eventually.await(
                    "it runs", () -> server.http().get("/sessions").body().contains("\"busy\":true"));
        }
        Eventually.await("it ends", () -> server.http().get("/sessions").body().contains("\"busy\":false"));
        assertThat(execute("x", null).get(1).path("text").asText()).isEqualTo("6");
    }
}
