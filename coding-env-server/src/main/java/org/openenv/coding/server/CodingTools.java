package org.openenv.coding.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeOutcome;
import org.openenv.coding.CodeState;
import org.openenv.coding.RichResult;
import org.openenv.coding.server.task.TaskEnvironment;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;

/** What an agent can call in a coding session: run a program, start afresh. */
final class CodingTools {

    /** The arguments of {@code run_python}. */
    record Run(String code, @Nullable Double timeoutS) {}

    /** The arguments of {@code reset_python}. */
    record Reset(@Nullable Long seed) {}

    private CodingTools() {}

    static List<Tool<CodeAction, CodeObservation, CodeState, ?>> all() {
        return List.of(
                Tool.of(
                                "run_python",
                                "Runs a Python program and returns what it printed, its errors, the value of its last"
                                        + " expression, and its figures as images. Variables, imports and files are there for the next call in the same"
                                        + " session.",
                                Run.class,
                                CodingTools::run)
                        .withMeaning("code", "The program's text.")
                        .withMeaning("timeout_s", "How many seconds it may run, at most the server's limit."),
                Tool.of(
                                "reset_python",
                                "Starts a fresh Python interpreter: variables, imports and files are gone.",
                                Reset.class,
                                CodingTools::reset)
                        .withMeaning("seed", "Seeds the random number generators, for the same run each time."));
    }

    /** The arguments of {@code show_task}. */
    record Show() {}

    /** Where episodes are about tasks: who works on one can't take another, nor begin its attempts anew. */
    static List<Tool<CodeAction, CodeObservation, CodeState, ?>> ofTasks() {
        return List.of(
                Tool.of(
                        "show_task",
                        "Shows the task of this session, which submit_python takes programs for.",
                        Show.class,
                        (environment, none) -> show(environment)),
                submit());
    }

    private static Tool<CodeAction, CodeObservation, CodeState, Run> submit() {
        return Tool.of(
                        "submit_python",
                        "Submits a Python program to the task of this session: runs it as a script, returns what it printed"
                                + " and its errors, and tells how many of the task's tests it passes.",
                        Run.class,
                        CodingTools::run)
                .withMeaning("code", "The whole program's text.")
                .withMeaning("timeout_s", "How many seconds it may take with its tests.");
    }

    private static ToolResult show(Environment<CodeAction, CodeObservation, CodeState> environment) {
        Map<?, ?> task = (Map<?, ?>) Objects.requireNonNull(environment
                .step(new CodeAction(""), StepOptions.none().withExtra(TaskEnvironment.SHOWS_TASK, true))
                .metadata()
                .get("task"));
        StringBuilder text = new StringBuilder(String.valueOf(task.get("prompt")));
        if (task.get("starter_code") != null) {
            append(text, "Begin with:\n" + task.get("starter_code"));
        }
        if (task.get("entry_point") != null) {
            append(text, "The tests use " + task.get("entry_point") + ".");
        }
        return ToolResult.text(text.toString()).withData(task);
    }

    private static ToolResult run(Environment<CodeAction, CodeObservation, CodeState> environment, Run input) {
        StepOptions options = timeout(input.timeoutS()).withExtra("results", true);
        StepResult<CodeObservation> result = environment.step(new CodeAction(input.code()), options);
        CodeObservation seen = result.observation();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("stdout", seen.stdout());
        data.put("stderr", seen.stderr());
        data.put("exit_code", seen.exitCode());
        data.put("reward", result.reward());
        Map<String, Object> metadata = new LinkedHashMap<>(result.metadata());
        metadata.remove("last_code"); // the caller has it
        metadata.remove(ShownMetadata.RESULTS); // the pictures are content, the rest is for who can show it
        data.put("metadata", metadata);
        List<ToolResult.Content> content = new ArrayList<>();
        content.add(new ToolResult.Text(told(seen, metadata.get("result"))));
        if (metadata.get("verdict") instanceof Map<?, ?> verdict) {
            content.add(new ToolResult.Text(verdict.get("passed") + " of " + verdict.get("total")
                    + " tests passed, reward " + result.reward() + (result.done() ? "; this task is done" : "")));
        }
        CodeOutcome.of(result).images().forEach(image -> content.add(image(image)));
        return new ToolResult(content, data, seen.exitCode() != 0);
    }

    private static ToolResult.Image image(RichResult.Image image) {
        return new ToolResult.Image(image.mediaType(), image.base64());
    }

    private static StepOptions timeout(@Nullable Double seconds) {
        if (seconds == null) {
            return StepOptions.none();
        }
        if (!(seconds > 0)) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR, "Invalid arguments: timeout_s must be greater than 0, was " + seconds);
        }
        double capped = Math.min(seconds, (double) StepOptions.LONGEST.toSeconds());
        return StepOptions.timeout(Duration.ofNanos(Math.max(1, (long) (capped * 1e9))));
    }

    /** What a model reads: the program's output as it stands, then its value, or that there is nothing. */
    private static String told(CodeObservation seen, @Nullable Object value) {
        StringBuilder text = new StringBuilder(seen.stdout());
        append(text, seen.stderr());
        append(text, value == null ? "" : String.valueOf(value));
        if (text.isEmpty()) {
            text.append(seen.exitCode() == 0 ? "(no output)" : "(no output, exit code " + seen.exitCode() + ")");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (!more.isEmpty() && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append(more);
    }

    private static ToolResult reset(Environment<CodeAction, CodeObservation, CodeState> environment, Reset input) {
        environment.reset(new ResetOptions(input.seed(), null, Map.of()));
        return ToolResult.text("A fresh Python interpreter is ready.");
    }
}
