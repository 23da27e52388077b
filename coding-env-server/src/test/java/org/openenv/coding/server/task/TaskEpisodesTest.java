package org.openenv.coding.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.server.CodingConfig;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/** Episodes about tasks, over HTTP, as a trainer has them. */
class TaskEpisodesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TASKS = """
            {"id": "add", "split": "train", "prompt": "Write add.", "limits": {"step_timeout": 20, "memory_mb": 128}, "max_attempts": 2, \
            "tests": [{"type": "call", "function": "add", "args": [1, 41], "expected": 42, "weight": 3}, {"type": "asserts", "test": "assert add(2, 2) == 4"}]}
            {"id": "echo", "split": "test", "prompt": "Echo.", "tests": [{"type": "program", "stdin": "secret", "expected": "secret"}]}
            {"task_id": "HumanEval/0", "prompt": "from math import pi\\n\\ndef area(r):\\n    \\"\\"\\"Of a circle.\\"\\"\\"\\n", "entry_point": "area", \
            "canonical_solution": "", "test": "def check(candidate):\\n    assert abs(candidate(1) - 3.14159) < 1e-3\\n"}
            {"id": "add", "split": "train", "prompt": "Again.", "tests": [{"type": "program"}]}
            {"id": "huge", "limits": {"memory_tb": 1}, "prompt": "", "tests": [{"type": "program"}]}
            {"id": "broken", "split": "test", "prompt": "", "tests": [{"type": "asserts", "test": "assert ("}]}
            """;

    @TempDir
    private static Path folder;

    private static EnvironmentHost host;
    private static CodingEnvironmentProvider provider;

    @BeforeAll
    static void start() throws Exception {
        Path file = Files.writeString(folder.resolve("tasks.jsonl"), TASKS);
        var config = CodingConfig.defaults().withTasks(new TaskSettings(List.of(file), Reward.FRACTION, 3));
        provider = new CodingEnvironmentProvider(
                config.withWorker(config.worker().withPython(Path.of("/usr/bin/python3"))));
        host = EnvironmentHost.start(HostConfig.defaults().withPort(0), List.of(provider));
        Files.delete(file);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static HttpResponse<String> send(String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path));
        return HttpClient.newHttpClient()
                .send(
                        (body.isEmpty()
                                        ? request
                                        : request.header("Content-Type", "application/json")
                                                .POST(BodyPublishers.ofString(body)))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static JsonNode ask(String path, String body) throws Exception {
        HttpResponse<String> answer = send(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode step(String code) throws Exception {
        return ask(
                "/step",
                JSON.createObjectNode()
                        .set("action", JSON.createObjectNode().put("code", code))
                        .toString());
    }

    private static JsonNode metadata(JsonNode result) {
        return result.path("observation").path("metadata");
    }

    @Test
    void tasksAreListedWithoutTheirTests() throws Exception {
        JsonNode splits = ask("/coding_env/splits", "");
        assertThat(splits.toString())
                .isEqualTo("[{\"name\":\"train\",\"type\":\"train\"},{\"name\":\"test\",\"type\":\"test\"}]");
        assertThat(ask("/coding_env/num_tasks", "{\"split\": \"test\"}")
                        .path("num_tasks")
                        .asInt())
                .isEqualTo(3);
        JsonNode all = ask("/coding_env/tasks", "{\"split\": \"test\"}");
        assertThat(all.toString()).contains("HumanEval/0", "Echo.").doesNotContain("secret", "3.14159", "assert");
        assertThat(ask("/coding_env/task", "{\"split\": \"train\", \"index\": 0}")
                        .path("task")
                        .toString())
                .isEqualTo("{\"id\":\"add\",\"split\":\"train\",\"index\":0,\"prompt\":\"Write add.\",\"limits\":"
                        + "{\"step_timeout\":20,\"memory_mb\":128}}");
        assertThat(send("/coding_env/task", "{\"split\": \"train\", \"index\": 1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(provider.startNote()).endsWith(", 4 tasks (2 left out, see the log)");
    }

    @Test
    void eachStepIsASubmissionUntilOnePasses() throws Exception {
        JsonNode reset = ask("/reset", "{\"task_id\": \"add\", \"memory_mb\": 100}");
        JsonNode told = metadata(reset);
        assertThat(told.path("task").path("prompt").asText()).isEqualTo("Write add.");
        assertThat(told.path("task").path("max_attempts").asInt()).isEqualTo(2);
        assertThat(told.path("limits").toString()).isEqualTo("{\"step_timeout\":20.0,\"memory_mb\":100.0}");
        assertThat(told.has("ignored")).isFalse();

        JsonNode half = step("print('seen')\ndef add(a, b):\n    return 42");
        assertThat(half.path("observation").path("stdout").asText()).isEqualTo("seen\n");
        assertThat(half.path("reward").asDouble()).isEqualTo(0.75);
        assertThat(half.path("done").asBoolean()).isFalse();
        JsonNode verdict = metadata(half).path("verdict");
        assertThat(verdict.path("cases").toString())
                .isEqualTo(
                        "[{\"name\":\"case 1\",\"status\":\"passed\"},{\"name\":\"case 2\",\"status\":\"wrong-answer\"}]");
        assertThat(metadata(half).path("rubric_scores").toString()).isEqualTo("{\"fraction\":0.75,\"all\":0.0}");
        assertThat(half.toString()).doesNotContain("41");

        JsonNode whole = step("def add(a, b):\n    return a + b");
        assertThat(whole.path("reward").asDouble()).isEqualTo(1);
        assertThat(whole.path("done").asBoolean()).isTrue();
        HttpResponse<String> after = send("/step", "{\"action\": {\"code\": \"1\"}}");
        assertThat(after.statusCode()).isEqualTo(422);
        assertThat(after.body()).contains("this episode is done after 2 submissions");
    }

    @Test
    void aPromptIsCompletedOrWrittenAnew() throws Exception {
        ask("/reset", "{\"split\": \"test\", \"index\": 1}");
        JsonNode completed = step("    return pi * r * r\n");
        assertThat(completed.path("reward").asDouble()).as(completed.toString()).isEqualTo(1);
        assertThat(metadata(completed).path("last_code").asText()).isEqualTo("    return pi * r * r\n");
        ask("/reset", "{\"task_id\": \"HumanEval/0\"}");
        assertThat(step("def area(r):\n    return 3.14159 * r ** 2")
                        .path("reward")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void aContextIsAPlainInterpreter() throws Exception {
        send("/execute", "{\"code\": \"x = 6\"}");
        String lines = "";
        for (int i = 0; i < 4; i++) { // more than there are attempts
            lines = send("/execute", "{\"code\": \"x * 7\"}").body();
        }
        assertThat(lines).contains("\"text\":\"42\"").doesNotContain("error");
    }

    @Test
    void anEpisodeEndsAfterItsAttempts() throws Exception {
        ask("/reset", "{\"split\": \"test\", \"index\": 0}");
        assertThat(step("").path("done").asBoolean()).isFalse();
        JsonNode failed = step("raise SystemExit(3)");
        assertThat(failed.path("observation").path("exit_code").asInt()).isEqualTo(3);
        assertThat(metadata(failed)
                        .path("verdict")
                        .path("cases")
                        .get(0)
                        .path("status")
                        .asText())
                .isEqualTo("runtime-error");
        assertThat(step("import os\nos.kill(os.getpid(), 9)").path("done").asBoolean())
                .isTrue();
    }

    @Test
    void aTestThatIsNoPythonIsNotRunAndSaidSo() throws Exception {
        ask("/reset", "{\"task_id\": \"broken\"}");
        JsonNode step = step("x = 1");
        assertThat(step.path("reward").asDouble()).isZero();
        assertThat(metadata(step)
                        .path("verdict")
                        .path("cases")
                        .get(0)
                        .path("status")
                        .asText())
                .isEqualTo("not-run");
    }

    @Test
    void whoAsksForATaskThatIsNotThereIsTold() throws Exception {
        assertThat(refused("{\"split\": \"dev\", \"index\": 0}")).contains("no split 'dev'; there are [train, test]");
        assertThat(refused("{\"split\": \"test\", \"index\": 3}"))
                .contains("the split test has the tasks 0 to 2, none at 3");
        assertThat(refused("{\"split\": \"test\", \"index\": -1}")).contains("none at -1");
        assertThat(refused("{\"task_id\": \"sub\"}")).contains("there is no task 'sub'");
        assertThat(refused("{\"task_id\": [1]}")).contains("task_id must be a string");
        assertThat(refused("{\"task_id\": \"add\", \"split\": \"train\", \"index\": 0}"))
                .contains("not by both");
        assertThat(metadata(ask("/reset", "{\"seed\": 5}"))
                        .path("task")
                        .path("id")
                        .asText())
                .isEqualTo("add");
    }

    private static String refused(String reset) throws Exception {
        HttpResponse<String> answer = send("/reset", reset);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return answer.body();
    }
}
