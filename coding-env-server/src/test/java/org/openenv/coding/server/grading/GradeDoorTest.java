package org.openenv.coding.server.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.CodingConfig;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/** Grades over HTTP, as a trainer does. */
class GradeDoorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static EnvironmentHost host;

    @BeforeAll
    static void start() {
        var config = CodingConfig.defaults();
        host = EnvironmentHost.start(
                HostConfig.defaults().withPort(0),
                List.of(new CodingEnvironmentProvider(
                        config.withWorker(config.worker().withPython(Path.of("/usr/bin/python3"))))));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + "/grade"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static JsonNode grade(String submission, String tests, String options) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("submission", submission);
        request.set("tests", JSON.readTree(tests));
        request.set("options", JSON.readTree(options));
        HttpResponse<String> answer = post(request.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> statuses(JsonNode verdict) {
        List<String> statuses = new ArrayList<>();
        verdict.path("cases").forEach(one -> statuses.add(one.path("status").asText()));
        return statuses;
    }

    private static String asserts(String setup, String test, String entry) {
        ObjectNode one = JSON.createObjectNode()
                .put("type", "asserts")
                .put("setup", setup)
                .put("test", test);
        return JSON.createArrayNode().add(one.put("entry", entry)).toString();
    }

    @Test
    void programsAreComparedInEachWay() throws Exception {
        JsonNode verdict = grade(
                "import sys\nwords = sys.stdin.read().split()\nprint(*words, sep='  \\n')\nprint(0.1 + 0.2)",
                """
                [{"type": "program", "stdin": "a b", "expected": "a\\nb\\n0.30000000000000004"},
                 {"type": "program", "stdin": "a b", "expected": "a\\nb\\n0.30000000000000004", "comparison": "exact"},
                 {"type": "program", "stdin": "a b", "expected": "a b 0.30000000000000004", "comparison": "tokens"},
                 {"type": "program", "stdin": "a b", "expected": "a b 0.3", "comparison": "float"},
                 {"type": "program", "stdin": "a b", "expected": "0.30000000000000004\\nb\\na", "comparison": "unordered_lines"},
                 {"type": "program", "stdin": "a b", "expected": "x", "checker": "def check(input, expected, actual):\\n    return input.split() == actual.split()[:2]"},
                 {"type": "program", "stdin": "a b", "expected": "x", "checker": "def check(input, expected, actual):\\n    return 1 / 0"}]
                """,
                "{\"case_timeout_s\": 30}");
        assertThat(statuses(verdict))
                .containsExactly("passed", "wrong-answer", "passed", "passed", "passed", "passed", "not-run");
        assertThat(verdict.path("forgeable").asBoolean()).isFalse();
    }

    @Test
    void callsAreComparedAsPlainData() throws Exception {
        JsonNode verdict = grade(
                "def f(x):\n    return (x, {1, 2}, b'a', {3: 1j}, float('inf'), 1 << 70)\nclass Solution:\n    def g(self, n):\n        return [n / 3]",
                """
                [{"type": "call", "function": "f", "args": [{"$tuple": [1]}], "expected":
                   {"$tuple": [{"$tuple": [1]}, {"$set": [2, 1]}, {"$bytes": "61"}, {"$dict": [[3, {"$complex": [0, 1]}]]}, {"$float": "inf"}, 1180591620717411303424]}},
                 {"type": "call", "function": "Solution.g", "args": [1], "expected": [0.3333], "tolerance": 0.001},
                 {"type": "call", "function": "Solution.g", "args": [1], "expected": [0.3333]},
                 {"type": "call", "function": "h", "args": [1], "expected": 1}]
                """,
                "{\"case_timeout_s\": 30, \"hide\": true}");
        assertThat(statuses(verdict)).containsExactly("passed", "passed", "wrong-answer", "runtime-error");
        assertThat(verdict.toString()).doesNotContain("0.3333");
    }

    @Test
    void assertsSeeWhatChangesIteratesAndRaises() throws Exception {
        String submission = """
                from collections import Counter
                def fill(values):
                    values.append(1)
                    return values
                def each(n):
                    yield from range(n)
                def count(text):
                    return Counter(text)
                def fail():
                    raise KeyError("no")
                """;
        JsonNode verdict = grade(submission, asserts("", """
                        mine = []
                        assert fill(mine) is mine and mine == [1]
                        assert list(each(3)) == [0, 1, 2]
                        assert count("aab") == {"a": 2, "b": 1}
                        assert math.isclose(sum(each(3)), 3.0)
                        try:
                            fail()
                            assert False
                        except KeyError:
                            pass
                        """, null), "{\"case_timeout_s\": 30}");
        assertThat(statuses(verdict)).as(verdict.toString()).containsExactly("passed");
    }

    @Test
    void helpersOfTheTaskAreTheTasksOwn() throws Exception {
        String setup =
                "def poly(xs, x):\n    return sum(c * x ** i for i, c in enumerate(xs))\ndef zero(xs):\n    pass\n";
        String test = "def check(candidate):\n    assert abs(poly([1, 2], candidate([1, 2]))) < 1e-6\n";
        assertThat(statuses(grade(
                        "def poly(xs, x):\n    return 0\ndef zero(xs):\n    return 7",
                        asserts(setup, test, "zero"),
                        "{\"case_timeout_s\": 30}")))
                .containsExactly("wrong-answer");
        assertThat(statuses(grade(
                        "def zero(xs):\n    return -0.5", asserts(setup, test, "zero"), "{\"case_timeout_s\": 30}")))
                .containsExactly("passed");
    }

    @Test
    void whatNeedsTheObjectsSaysSoAndRunsInProcessIfAllowed() throws Exception {
        String submission = "class Box:\n    def __init__(self, n):\n        self.n = n";
        String tests = asserts("", "assert Box(3).n == 3", null);
        JsonNode refused = grade(submission, tests, "{\"case_timeout_s\": 30}");
        assertThat(statuses(refused)).containsExactly("not-run");
        assertThat(refused.path("cases").path(0).path("message").asText()).contains("Box", "in_process");

        JsonNode allowed = grade(submission, tests, "{\"case_timeout_s\": 30, \"in_process\": true}");
        assertThat(statuses(allowed)).as(allowed.toString()).containsExactly("passed");
        assertThat(allowed.path("forgeable").asBoolean()).isTrue();
    }

    @Test
    void aFileOfTestsIsForgeable() throws Exception {
        String tests = """
                [{"name": "file", "type": "unittest", "test": "import unittest\\nfrom solution import f\\nclass T(unittest.TestCase):\\n    def test_one(self):\\n        self.assertEqual(f(), 1)\\n    def test_two(self):\\n        self.assertEqual(f(), 2)\\n"}]
                """;
        JsonNode verdict = grade("def f():\n    return 1", tests, "{\"in_process\": true, \"case_timeout_s\": 30}");
        assertThat(statuses(verdict)).as(verdict.toString()).containsExactly("passed", "wrong-answer");
        assertThat(verdict.path("score").asDouble()).isEqualTo(0.5);
        assertThat(verdict.path("forgeable").asBoolean()).isTrue();
    }

    @Test
    void whatCanNotBeReadIsRefusedByName() throws Exception {
        assertThat(post("{").statusCode()).isEqualTo(422);
        assertThat(post("[]").body()).contains("must be a JSON object");
        assertThat(post("{\"submission\": \"\", \"tests\": []}").body()).contains("1 to 10000 cases");
        assertThat(post("{\"submission\": \"\", \"tests\": [{\"type\": \"magic\"}]}")
                        .body())
                .contains("'magic'");
        assertThat(post("{\"submission\": \"\", \"tests\": [{\"type\": \"program\", \"sdtin\": \"\"}]}")
                        .body())
                .contains("sdtin");
        assertThat(
                        post("{\"submission\": \"\", \"tests\": [{\"type\": \"call\", \"function\": \"f\", \"args\": 3, \"expected\": 1}]}")
                                .statusCode())
                .isEqualTo(422);
        assertThat(post("{\"submission\": \"\", \"tests\": [{\"type\": \"program\"}"
                                + ",{\"type\": \"program\"}".repeat(10_000) + "]}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aTestThatDoesNotParseAndACheckerThatHangsAreNotTheSubmissionsFault() throws Exception {
        JsonNode broken = grade("def f():\n    pass", asserts("", "assert f( ==", null), "{\"case_timeout_s\": 30}");
        assertThat(statuses(broken)).containsExactly("not-run");
        assertThat(broken.path("cases").path(0).path("message").asText()).contains("SyntaxError");

        JsonNode hanging = grade(
                "print(1)",
                "[{\"type\": \"program\", \"checker\": \"while True: pass\"}, {\"type\": \"program\", \"expected\": \"1\"}]",
                "{\"case_timeout_s\": 2, \"parallel\": 1, \"stop_at_first_failure\": true}");
        assertThat(statuses(hanging)).containsExactly("not-run", "not-run");
    }
}
