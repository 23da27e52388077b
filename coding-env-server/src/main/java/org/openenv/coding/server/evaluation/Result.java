package org.openenv.coding.server.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.task.format.Task;
import org.openenv.coding.server.task.format.TaskReader;

/**
 * What came of a sample. Immutable.
 *
 * @param sample its line
 * @param digest tells the sample from any other
 * @param split of its task
 * @param task its task's id
 * @param score its verdict's
 * @param cause {@code passed}, {@code load-error}, or how the first case ended that did not pass
 * @param seconds the wall time of its cases together
 * @param forgeable whether the sample could have made this up
 */
record Result(
        int sample,
        String digest,
        String split,
        String task,
        double score,
        String cause,
        double seconds,
        boolean forgeable) {

    static final String PASSED = "passed";

    static Result of(Sample sample, Verdict verdict) {
        Task task = sample.task();
        double seconds = verdict.cases().stream()
                .mapToDouble(one -> one.wall().toNanos() / 1e9)
                .sum();
        return new Result(
                sample.number(),
                sample.digest(),
                task.split(),
                task.id(),
                verdict.score(),
                cause(verdict),
                seconds,
                verdict.forgeable());
    }

    private static String cause(Verdict verdict) {
        if (verdict.loadError() != null) {
            return "load-error";
        }
        return verdict.cases().stream()
                .map(CaseVerdict::status)
                .filter(status -> status != CaseStatus.PASSED)
                .findFirst()
                .map(CaseStatus::wireName)
                .orElse(PASSED);
    }

    boolean passed() {
        return cause.equals(PASSED);
    }

    /** Names its task among those of all splits. */
    String key() {
        return split + "\n" + task;
    }

    ObjectNode toJson() {
        return TaskReader.object()
                .put("sample", sample)
                .put("digest", digest)
                .put("split", split)
                .put("task_id", task)
                .put("score", score)
                .put("passed", passed())
                .put("result", cause)
                .put("seconds", seconds)
                .put("forgeable", forgeable);
    }

    static Result of(JsonNode json) {
        if (!json.path("sample").isInt()
                || !json.path("digest").isTextual()
                || !json.path("result").isTextual()) {
            throw new IllegalArgumentException("is no result of this command");
        }
        return new Result(
                json.path("sample").intValue(),
                json.path("digest").textValue(),
                json.path("split").asText(),
                json.path("task_id").asText(),
                json.path("score").asDouble(),
                json.path("result").textValue(),
                json.path("seconds").asDouble(),
                json.path("forgeable").asBoolean());
    }
}
