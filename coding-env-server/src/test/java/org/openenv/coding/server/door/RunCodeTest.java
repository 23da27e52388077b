package org.openenv.coding.server.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.Eventually;

/** {@code /run_code} as verl's reward manager asks it, and as SandboxFusion answers. */
@Tag("python")
class RunCodeTest {

    private static DoorServer server;

    @BeforeAll
    static void start() {
        server = new DoorServer(HostConfig.defaults());
    }

    @AfterAll
    static void stop() {
        assertThat(server.interpreters()).isZero();
        server.close();
    }

    /** What verl's client sends, field by field. */
    private static ObjectNode ofVerl(String code, String stdin) {
        ObjectNode body = DoorServer.JSON
                .createObjectNode()
                .put("compile_timeout", 10)
                .put("run_timeout", 10)
                .put("code", code)
                .put("stdin", stdin)
                .put("memory_limit_MB", 1024)
                .put("language", "python");
        body.putObject("files");
        body.putArray("fetch_files");
        return body;
    }

    private static JsonNode run(ObjectNode body) throws Exception {
        return server.post("/run_code", body);
    }

    @Test
    void aProgramThatEndsWell() throws Exception {
        JsonNode answer = run(ofVerl("print(int(input()) ** 2)", "12\n"));
        assertThat(answer.path("status").asText()).isEqualTo("Success");
        assertThat(answer.path("message").asText()).isEmpty();
        assertThat(answer.path("compile_result").isNull()).isTrue();
        assertThat(answer.has("executor_pod_name")).isTrue();
        assertThat(answer.path("files").isObject()).isTrue();
        JsonNode result = answer.path("run_result");
        assertThat(result.path("status").asText()).isEqualTo("Finished");
        assertThat(result.path("return_code").asInt(-1)).isZero();
        assertThat(result.path("stdout").asText()).isEqualTo("144\n");
        assertThat(result.path("stderr").asText()).isEmpty();
        assertThat(result.path("execution_time").asDouble()).isPositive();
    }

    @Test
    void programsThatDoNot() throws Exception {
        JsonNode raised = run(ofVerl("import atexit\natexit.register(print, 'bye')\n1 / 0", null));
        assertThat(raised.path("status").asText()).isEqualTo("Failed");
        assertThat(raised.path("run_result").path("return_code").asInt()).isEqualTo(1);
        assertThat(raised.path("run_result").path("stdout").asText()).isEqualTo("bye\n");
        assertThat(raised.path("run_result").path("stderr").asText()).contains("ZeroDivisionError");

        JsonNode unparsable = run(ofVerl("print(", null));
        assertThat(unparsable.path("status").asText()).isEqualTo("Failed");
        assertThat(unparsable.path("run_result").path("stderr").asText()).contains("SyntaxError");

        JsonNode killed = run(ofVerl("import os\nos.kill(os.getpid(), 9)", null));
        assertThat(killed.path("run_result").path("return_code").asInt()).isEqualTo(-9);

        JsonNode exited = run(ofVerl("raise SystemExit(7)", null));
        assertThat(exited.path("run_result").path("return_code").asInt()).isEqualTo(7);

        JsonNode late =
                run(ofVerl("print(1, flush=True)\nwhile True: pass", null).put("run_timeout", 1.5));
        assertThat(late.path("status").asText()).isEqualTo("Failed");
        assertThat(late.path("run_result").path("status").asText()).isEqualTo("TimeLimitExceeded");
        assertThat(late.path("run_result").path("return_code").isNull()).isTrue();
        assertThat(late.path("run_result").path("stdout").asText()).isEqualTo("1\n");
    }

    @Test
    void filesGoInAndComeBack() throws Exception {
        ObjectNode body = ofVerl(
                "import data.more\nopen('out/a.bin', 'wb').write(open('in.bin', 'rb').read()[::-1])\nprint(data.more.X)",
                null);
        Base64.Encoder base64 = Base64.getEncoder();
        body.withObject("/files")
                .put("in.bin", base64.encodeToString(new byte[] {0, 1, -1}))
                .put("data/more.py", base64.encodeToString("X = 5".getBytes(StandardCharsets.UTF_8)))
                .put("out/keep", "")
                .putNull("none");
        body.withArray("/fetch_files")
                .add("out/a.bin")
                .add("nothing")
                .add("/etc/passwd")
                .add("../../etc/passwd");
        JsonNode answer = run(body);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("Success");
        assertThat(answer.path("run_result").path("stdout").asText()).isEqualTo("5\n");
        assertThat(answer.path("files").size()).isEqualTo(1);
        assertThat(Base64.getDecoder()
                        .decode(answer.path("files").path("out/a.bin").asText()))
                .containsExactly(-1, 1, 0);

        body.withObject("/files").put("../escape", "");
        assertThat(run(body).path("status").asText()).isEqualTo("SandboxError");
    }

    @Test
    void whatIsWrongIsToldAsPydanticDoes() throws Exception {
        JsonNode other = run(ofVerl("int main() {}", null).put("language", "cpp"));
        assertThat(other.path("detail").path(0).path("loc").toString()).isEqualTo("[\"body\",\"language\"]");
        assertThat(run(DoorServer.JSON.createObjectNode())
                        .path("detail")
                        .path(0)
                        .path("type")
                        .asText())
                .isEqualTo("missing");
        assertThat(server.http().post("/run_code", "{").statusCode()).isEqualTo(422);
        assertThat(server.http().post("/run_code", "[]").statusCode()).isEqualTo(422);
        ObjectNode lenient = ofVerl("print(1)", null).put("run_timeout", "10").put("unknown", true);
        assertThat(run(lenient).path("status").asText()).isEqualTo("Success");
    }

    @Test
    void aProgramEndsWithItsClient() throws Exception {
        String body = ofVerl("while True: pass", null).toString();
        try (Socket socket = new Socket("127.0.0.1", server.host.port())) {
            String head = "POST /run_code HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            Eventually.await("it runs", () -> server.interpreters() == 1);
        }
        Eventually.await("it ends", () -> server.interpreters() == 0);
    }
}
