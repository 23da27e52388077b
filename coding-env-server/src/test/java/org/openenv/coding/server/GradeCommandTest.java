package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Judges the project's own tasks by their own solutions, right ones and wrong ones, as a user does. */
@Tag("python")
class GradeCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TASKS = Path.of("src/test/resources/tasks");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int grade(String... more) {
        List<String> args = new ArrayList<>(List.of("grade", "--python", "/usr/bin/python3"));
        args.addAll(List.of(more));
        CommandLine command = CodingEnvServer.program().commandLine(Map.of(), args.toArray(String[]::new));
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A right and a wrong sample of each task. */
    private static String samples() throws Exception {
        StringBuilder samples = new StringBuilder();
        for (String name : List.of("like-humaneval.jsonl", "like-mbpp.jsonl")) {
            for (String line : Files.readAllLines(TASKS.resolve(name))) {
                JsonNode task = JSON.readTree(line);
                for (String[] names :
                        new String[][] {{"canonical_solution", "code"}, {"wrong_solution", "wrong_code"}}) {
                    JsonNode text = task.has(names[0]) ? task.get(names[0]) : task.get(names[1]);
                    ObjectNode sample = JSON.createObjectNode()
                            .put("right", names[1].equals("code"))
                            .put("completion", text.textValue());
                    sample.set("task_id", task.get("task_id"));
                    samples.append(sample).append('\n');
                }
            }
        }
        return samples.toString();
    }

    @Test
    void rightSolutionsPassAndWrongOnesDoNot() throws Exception {
        String text = samples();
        Path samples = file("samples.jsonl", text);
        Path json = folder.resolve("summary.json");
        Path plot = folder.resolve("times.png");
        assertThat(grade(
                        "--tasks",
                        TASKS.toString(),
                        "--samples",
                        samples.toString(),
                        "--json",
                        json.toString(),
                        "--plot",
                        plot.toString(),
                        "--k",
                        "1,2,3",
                        "--case-timeout",
                        "1m"))
                .as(err.toString())
                .isZero();

        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(120);
        Path results = folder.resolve("samples.jsonl_results.jsonl");
        for (String line : Files.readAllLines(results)) {
            JsonNode result = JSON.readTree(line);
            JsonNode sample = JSON.readTree(lines.get(result.path("sample").asInt() - 1));
            assertThat(result.path("passed").asBoolean())
                    .as(line)
                    .isEqualTo(sample.path("right").asBoolean());
            assertThat(result.path("score").asDouble() == 1)
                    .as(line)
                    .isEqualTo(sample.path("right").asBoolean());
            assertThat(result.path("result").asText()).as(line).isIn("passed", "wrong-answer", "runtime-error");
        }
        JsonNode summary = JSON.readTree(Files.readString(json));
        assertThat(summary.path("pass_at_k").toString()).isEqualTo("{\"1\":0.5,\"2\":1.0}");
        assertThat(summary.path("by_task")).hasSize(60);
        assertThat(Files.size(plot)).isGreaterThan(1000);
        assertThat(out.toString())
                .startsWith("120 samples of 60 tasks: 60 passed, 60 of the tasks were solved")
                .contains("pass@2");

        goesOnWhereItWasEnded(samples, results);
    }

    private void goesOnWhereItWasEnded(Path samples, Path results) throws Exception {
        String whole = Files.readString(results);
        int cut = whole.lastIndexOf('\n', whole.length() - 2) + 1;
        Files.writeString(results, whole.substring(0, cut + 20));
        assertThat(grade("--tasks", TASKS.toString(), "--samples", samples.toString()))
                .isZero();
        assertThat(err.toString()).contains("119 of 120 samples have their results");
        assertThat(Files.readString(results)).startsWith(whole.substring(0, cut));
        try (Stream<String> lines = Files.lines(results)) {
            assertThat(lines).hasSize(120);
        }
    }

    private void refuses(String why, String... args) {
        err.getBuffer().setLength(0);
        assertThat(grade(args)).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }

    @Test
    void mistakesAreToldBeforeAnythingIsJudged() throws Exception {
        String tasks = TASKS.resolve("like-mbpp.jsonl").toString();
        String none = folder.resolve("none").toString();
        String bad = file(
                        "bad.jsonl",
                        "{\"task_id\": 601, \"completion\": \"\"}\n{\"task_id\": 7, \"completion\": \"\"}\n{\"task_id\": 601}\n{\"task_id\": \n"
                                + "{\"task_id\": [601], \"completion\": 5}\n")
                .toString();
        String good = file("good.jsonl", "{\"task_id\": \"601\", \"solution\": \"\"}\n")
                .toString();
        refuses("Missing required option", "--tasks", tasks);
        refuses("there are no tasks at " + none, "--tasks", none, "--samples", good);
        refuses("there is no file " + none, "--tasks", tasks, "--samples", none);
        refuses(
                "4 lines of " + bad + " can't be graded: line 2 is of the task '7', which is not among the tasks",
                "--tasks",
                tasks,
                "--samples",
                bad);
        assertThat(err.toString())
                .contains("line 3 needs a string named completion", "line 4 is no JSON", "line 5 needs a task_id");
        refuses(
                "there is no sample in",
                "--tasks",
                tasks,
                "--samples",
                file("empty.jsonl", "\n").toString());
        refuses("there is no folder for", "--tasks", tasks, "--samples", good, "--json", none + "/x.json");
        refuses("--plot draws .png", "--tasks", tasks, "--samples", good, "--plot", none);
        refuses("is no result of this command", "--tasks", tasks, "--samples", good, "--results", good);
        String other = file("other.jsonl", "{\"sample\": 1, \"digest\": \"0\", \"result\": \"passed\"}\n")
                .toString();
        refuses(
                "holds results of other samples: that of line 1 is not of the sample there",
                "--tasks",
                tasks,
                "--samples",
                good,
                "--results",
                other);
        refuses("--k must be at least 1", "--tasks", tasks, "--samples", good, "--k", "0");
        refuses("--results names a file", "--tasks", tasks, "--samples", good, "--results", folder.toString());
        assertThat(folder.resolve("good.jsonl_results.jsonl")).doesNotExist();
        assertThat(Files.readString(Path.of(good))).contains("solution");
    }
}
