package org.openenv.coding.server.grading;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** {@code POST /grade}: a submission and its tests in JSON, the verdict in JSON. Safe for use by several threads. */
public final class GradeDoor {

    private final Supplier<Grader> making;
    private final AtomicReference<@Nullable Grader> made = new AtomicReference<>();

    /**
     * Makes one.
     *
     * @param grader makes what judges, at the first request
     */
    public GradeDoor(Supplier<Grader> grader) {
        this.making = grader;
    }

    private Grader grader() {
        return Objects.requireNonNull(made.updateAndGet(known -> known == null ? making.get() : known));
    }

    /**
     * Answers a request.
     *
     * @param body the request
     * @return the verdict
     * @throws OpenEnvException if the request can't be read, or there is no room for its processes
     */
    public String answer(byte[] body) {
        try {
            JsonNode read = PlainData.JSON.readTree(body);
            Fields request = new Fields(read, "the request");
            String submission = request.text("submission");
            List<TestCase> tests = new ArrayList<>();
            for (JsonNode test : request.array("tests")) {
                tests.add(CaseReader.read(test, tests.size()));
            }
            GradeOptions options = OptionsReader.read(request.object("options"));
            request.refuseOthers();
            return text(grader().grade(new Submission(submission), new Tests(tests), options));
        } catch (JacksonException e) {
            throw new OpenEnvException(ErrorCode.INVALID_JSON, "The body is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new OpenEnvException(ErrorCode.INVALID_JSON, "The body can't be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new OpenEnvException(ErrorCode.VALIDATION_ERROR, String.valueOf(e.getMessage()), e);
        } catch (CapacityException e) {
            throw new OpenEnvException(ErrorCode.CAPACITY_REACHED, String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Verdict verdict) {
        ObjectNode json = PlainData.JSON.createObjectNode();
        json.put("score", verdict.score()).put("passed", verdict.passed()).put("total", verdict.total());
        json.put("forgeable", verdict.forgeable()).put("load_error", verdict.loadError());
        ArrayNode cases = json.putArray("cases");
        for (CaseVerdict one : verdict.cases()) {
            cases.addObject()
                    .put("name", one.name())
                    .put("status", one.status().wireName())
                    .put("message", one.message())
                    .put("expected", one.expected())
                    .put("actual", one.actual())
                    .put("wall_s", one.wall().toNanos() / 1e9)
                    .put("cpu_s", one.cpu().toNanos() / 1e9)
                    .put("peak_memory_bytes", one.peakMemoryBytes());
        }
        return json.toString();
    }
}
