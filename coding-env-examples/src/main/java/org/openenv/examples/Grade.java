package org.openenv.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.EpisodeOptions;
import org.openenv.coding.client.CodingEnv;
import org.openenv.coding.server.CodingConfig;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.coding.server.task.Reward;
import org.openenv.coding.server.task.TaskSettings;
import org.openenv.core.StepResult;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/**
 * Episodes about tasks: each step is a submission, its reward what the tests say. The model here has its answers ready, a wrong one
 * first. The tests stay with the server.
 */
public final class Grade {

    private static final Map<String, List<String>> MODEL = Map.of(
            "runs",
            List.of(
                    "def runs(text):\n    return [(c, text.count(c)) for c in dict.fromkeys(text)]",
                    "from itertools import groupby\ndef runs(text):\n    return [(c, len(list(g))) for c, g in groupby(text)]"),
            "total",
            List.of(
                    "print(sum(map(int, input().split())))",
                    "import sys\nprint(sum(map(int, sys.stdin.read().split())))"));

    private Grade() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err));
    }

    static int run(PrintStream out, PrintStream err) {
        try {
            Path file = Files.createTempFile("tasks", ".jsonl");
            try (InputStream tasks = Objects.requireNonNull(Grade.class.getResourceAsStream("tasks.jsonl"))) {
                Files.write(file, tasks.readAllBytes());
                var config = CodingConfig.defaults().withTasks(new TaskSettings(List.of(file), Reward.FRACTION, 3));
                var host = HostConfig.defaults().withPort(0);
                try (EnvironmentHost server =
                                EnvironmentHost.start(host, List.of(new CodingEnvironmentProvider(config)));
                        CodingEnv env = CodingEnv.connect(server.uri())) {
                    List.of("runs", "total").forEach(task -> episode(env, task, out));
                }
            } finally {
                Files.delete(file);
            }
            return 0;
        } catch (IOException | RuntimeException failure) {
            err.println("Grade: " + failure.getMessage());
            return 1;
        }
    }

    private static void episode(CodingEnv env, String task, PrintStream out) {
        StepResult<CodeObservation> result = env.reset(EpisodeOptions.none().withTask(task));
        if (result.metadata().get("task") instanceof Map<?, ?> shown) {
            out.println(shown.get("prompt"));
        }
        for (String answer : MODEL.getOrDefault(task, List.of())) {
            result = env.run(answer);
            out.println("  reward " + result.reward() + (result.done() ? ", done" : ""));
        }
    }
}
