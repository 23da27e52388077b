package org.openenv.coding.server.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.Verdict;
import org.openenv.core.StepResult;

/** What a step tells of its verdict: how each case ended, and nothing by which a test could be learned. */
final class VerdictMetadata {

    private static final int MOST_CASES = 1000;

    private VerdictMetadata() {}

    /** What a step's metadata calls it. */
    static final String NAME = "verdict";

    /** Reads the score of a step again. */
    static double score(StepResult<CodeObservation> result) {
        return result.metadata().get(NAME) instanceof Map<?, ?> told && told.get("score") instanceof Number score
                ? score.doubleValue()
                : 0;
    }

    static Map<String, Object> of(Verdict verdict) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("score", verdict.score());
        told.put("passed", verdict.passed());
        told.put("total", verdict.total());
        told.put("forgeable", verdict.forgeable());
        if (verdict.loadError() != null) {
            told.put("load_error", verdict.loadError());
        }
        List<Map<String, Object>> cases = new ArrayList<>();
        for (CaseVerdict one :
                verdict.cases().subList(0, Math.min(MOST_CASES, verdict.cases().size()))) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", one.name());
            fields.put("status", one.status().wireName());
            cases.add(fields);
        }
        told.put("cases", cases);
        return told;
    }
}
