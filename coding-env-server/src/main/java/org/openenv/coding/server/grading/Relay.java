package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.TestCase;

/**
 * Carries a test's calls from the process of the judge to that of the submission, and plain data back. The submission sees the
 * arguments of one call at a time, and nothing else of the test.
 */
final class Relay {

    private static final int MOST_CALLS = 20_000;

    private final PoolProcess submission;
    private final PoolProcess judge;
    private final Scripts scripts;

    Relay(PoolProcess submission, PoolProcess judge, Scripts scripts) {
        this.submission = submission;
        this.judge = judge;
        this.scripts = scripts;
    }

    /** How a test ended, and whether it failed for want of the submission's own objects. */
    record End(CaseStatus status, String message, boolean needsObjects) {
        static End of(CaseStatus status, String message) {
            return new End(status, message, false);
        }

        static End ofObjects(String what) {
            String way =
                    "; in_process allows the test to run in the submission's process, where a verdict can be forged";
            return new End(CaseStatus.NOT_RUN, what + way, true);
        }
    }

    /**
     * Carries out a test.
     *
     * @param exceptions the classes of exceptions that the submission has told of
     */
    End run(TestCase.Asserts test, JsonNode exceptions) {
        ObjectNode begin = CaseRunner.question()
                .put("setup", test.setup())
                .put("test", test.test())
                .put("entry", test.entry());
        begin.set("exceptions", exceptions);
        PoolProcess.Said event = judge.ask(scripts.then(Scripts.Script.JUDGE, "start()"), begin);
        for (int calls = 0; calls < MOST_CALLS; calls++) {
            JsonNode json = event.json();
            if (json == null) {
                return ofTheTest(event);
            }
            if (!json.has("call") && !json.has("look")) {
                return end(json);
            }
            PoolProcess.Said answer = json.has("call") ? call(json) : look(json);
            End failed = failure(answer, json);
            if (failed != null) {
                return failed;
            }
            ObjectNode plain = (ObjectNode) Objects.requireNonNull(answer.json());
            if (json.path("prints").asBoolean()) {
                plain.put("printed", answer.printed());
            }
            event = judge.ask("resume()", CaseRunner.question().set("answer", plain));
        }
        return End.of(CaseStatus.NOT_RUN, "the test makes more than " + MOST_CALLS + " calls");
    }

    private PoolProcess.Said call(JsonNode event) {
        ObjectNode question =
                CaseRunner.question().put("name", event.path("call").asText());
        question.set("args", event.path("args"));
        question.set("kwargs", event.path("kwargs"));
        return submission.ask("serve(relayed)", question);
    }

    private PoolProcess.Said look(JsonNode event) {
        ObjectNode question =
                CaseRunner.question().put("name", event.path("look").asText());
        question.set("attribute", event.path("attribute"));
        return submission.ask("serve(look)", question);
    }

    /** What ends a test, which is not asked about it: it could take it for the answer that it wants. */
    private static @Nullable End failure(PoolProcess.Said answer, JsonNode event) {
        JsonNode json = answer.json();
        String name = event.path(event.has("call") ? "call" : "look").asText();
        if (json == null) {
            CaseStatus status = answer.failure() == null ? CaseStatus.CRASHED : answer.failure();
            return End.of(status, name + ": " + answer.message());
        }
        if (json.has("missing")) {
            return End.of(CaseStatus.RUNTIME_ERROR, "the submission has no function " + name);
        }
        String unsupported = json.path("unsupported").asText();
        return json.has("unsupported") ? End.ofObjects(name + " of the submission gave " + unsupported) : null;
    }

    private static End ofTheTest(PoolProcess.Said event) {
        return End.of(
                event.failure() == CaseStatus.TIMEOUT ? CaseStatus.TIMEOUT : CaseStatus.NOT_RUN,
                "the test itself did not end well: " + event.message());
    }

    private static End end(JsonNode event) {
        if (event.has("done")) {
            return event.path("done").asInt() > 0
                    ? End.of(CaseStatus.PASSED, "")
                    : End.of(CaseStatus.NOT_RUN, "the test never called the submission");
        }
        if (event.has("unsupported")) {
            return End.ofObjects(event.path("unsupported").asText());
        }
        if (event.has("malformed")) {
            return End.of(
                    CaseStatus.WRONG_ANSWER,
                    "an answer that is no plain data: "
                            + event.path("malformed").asText());
        }
        if (event.has("broken")) {
            return End.of(
                    CaseStatus.NOT_RUN,
                    "the test can't be carried out: " + event.path("broken").asText());
        }
        JsonNode failed = event.path("failed");
        String at = failed.path("text").asText();
        String why = Told.of(failed) + (at.isEmpty() ? "" : " at: " + at);
        return failed.path("type").asText().equals("AssertionError")
                ? End.of(CaseStatus.WRONG_ANSWER, why)
                : End.of(Told.status(failed), why);
    }
}
