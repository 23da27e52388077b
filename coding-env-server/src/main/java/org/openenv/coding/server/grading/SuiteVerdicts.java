package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.TestCase;

/** What a process said of tests that ran in it: a verdict for each. */
final class SuiteVerdicts {

    private SuiteVerdicts() {}

    static List<CaseVerdict> of(TestCase test, PoolProcess process, PoolProcess.Said said) {
        JsonNode json = said.json();
        if (json == null) {
            CaseStatus status = said.failure() == null ? CaseStatus.CRASHED : said.failure();
            return List.of(process.verdict(test.name(), status, said.message()));
        }
        if (json.has("broken")) {
            String why = "the test can't be carried out: " + json.path("broken").asText();
            return List.of(process.verdict(test.name(), CaseStatus.NOT_RUN, why));
        }
        if (json.has("error")) {
            JsonNode error = json.path("error");
            CaseStatus status =
                    error.path("type").asText().equals("AssertionError") ? CaseStatus.WRONG_ANSWER : Told.status(error);
            return List.of(process.verdict(test.name(), status, Told.of(error)));
        }
        List<CaseVerdict> verdicts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : json.path("tests").properties()) {
            verdicts.add(process.verdict(
                    test instanceof TestCase.TestFile ? test.name() + "::" + one.getKey() : test.name(),
                    status(one.getValue().path(0).asText()),
                    one.getValue().path(1).asText()));
        }
        return verdicts.isEmpty()
                ? List.of(process.verdict(test.name(), CaseStatus.NOT_RUN, "the file has no tests"))
                : verdicts;
    }

    private static CaseStatus status(String wireName) {
        for (CaseStatus status : CaseStatus.values()) {
            if (status.wireName().equals(wireName)) {
                return status;
            }
        }
        return CaseStatus.CRASHED;
    }
}
