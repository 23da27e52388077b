package org.openenv.coding.server.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.openenv.coding.server.task.format.TaskReader;

/** Tells a summary: to people as a table, to programs as JSON. */
final class Report {

    private static final double[] SHARES = {0.5, 0.9, 0.99};

    private final Summary summary;
    private final List<Integer> ks;

    Report(Summary summary, List<Integer> ks) {
        this.summary = summary;
        this.ks = ks;
    }

    void print(PrintWriter out) {
        line(
                out,
                "%,d samples of %,d tasks: %,d passed, %,d of the tasks were solved",
                summary.samples(),
                summary.tasks(),
                summary.passed(),
                summary.solved());
        out.println();
        summary.passAtK(ks).forEach((k, estimate) -> line(out, "  %-18s %8.4f", "pass@" + k, estimate));
        line(out, "  %-18s %8.4f", "mean score", summary.score());
        if (!summary.causes().isEmpty()) {
            out.println();
            out.println("  cause of failure    samples");
            summary.causes().forEach((cause, count) -> line(out, "  %-18s %8d", cause, count));
        }
        out.println();
        out.println("  time of a sample    seconds");
        for (double share : SHARES) {
            line(
                    out,
                    "  %-18s %8.3f",
                    share == 0.5 ? "median" : Math.round(share * 100) + " % within",
                    summary.seconds(share));
        }
        line(out, "  %-18s %8.3f", "longest", summary.seconds(1));
        if (summary.forgeable() > 0) {
            out.println();
            line(
                    out,
                    "  %,d verdicts could have been forged: a test ran in the sample's process, or nothing isolates it",
                    summary.forgeable());
        }
        out.flush();
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** Writes the same as one JSON object, with each task's counts. */
    void write(Path file) throws IOException {
        Files.writeString(file, json().toPrettyString() + "\n");
    }

    private ObjectNode json() {
        ObjectNode json = TaskReader.object()
                .put("samples", summary.samples())
                .put("tasks", summary.tasks())
                .put("passed", summary.passed())
                .put("solved", summary.solved())
                .put("mean_score", summary.score())
                .put("forgeable", summary.forgeable());
        ObjectNode estimates = json.putObject("pass_at_k");
        summary.passAtK(ks).forEach((k, estimate) -> estimates.put(String.valueOf(k), estimate));
        ObjectNode causes = json.putObject("causes");
        summary.causes().forEach(causes::put);
        ObjectNode times = json.putObject("seconds");
        for (double share : SHARES) {
            times.put("p" + Math.round(share * 100), summary.seconds(share));
        }
        times.put("max", summary.seconds(1));
        ArrayNode tasks = json.putArray("by_task");
        summary.byTask()
                .forEach(one -> tasks.addObject()
                        .put("task_id", one.getKey().task())
                        .put("split", one.getKey().split())
                        .put("samples", one.getValue().samples())
                        .put("passed", one.getValue().passed()));
        return json;
    }
}
