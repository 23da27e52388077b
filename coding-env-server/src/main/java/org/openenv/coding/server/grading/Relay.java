package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    Relay(PoolProcess submission, PoolProcess judge) {
        this.submission = submission;
        this.judge = judge;
    }

    /** How a test ended, and whether it failed for want of the submission's own objects. */
    record End(CaseStatus status, String message, boolean needsObjects) {
        static End of(CaseStatus status, String message) {
            return new End(status, message, false);
        }
    }

    End run(TestCase.Asserts test) {
        PoolProcess.Said event = judge.ask(
                Scripts.JUDGE + "\nstart()\n",
                CaseRunner.question()
                        .put("setup", test.setup())
                        .put("test", test.test())
                        .put("entry", test.entry()));
        for (int calls = 0; calls < MOST_CALLS; calls++) {
            JsonNode json = event.json();
            if (json == null) {
                return ofTheTest(event);
            }
            if (!json.has("call")) {
                return end(json);
            }
            ObjectNode question =
                    CaseRunner.question().put("name", json.path("call").asText());
            question.set("args", json.path("args"));
            question.set("kwargs", json.path("kwargs"));
            PoolProcess.Said answer = submission.ask("serve(call)", question);
            JsonNode plain = answer.json();
            if (plain == null) {
                return End.of(
                        answer.failure() == null ? CaseStatus.CRASHED : answer.failure(),
                        json.path("call").asText() + ": " + answer.message());
            }
            String malformed = malformed(plain, json.path("args").size());
            if (malformed != null) {
                return End.of(CaseStatus.WRONG_ANSWER, malformed);
            }
            event = judge.ask("resume()", CaseRunner.question().set("answer", plain));
        }
        return End.of(CaseStatus.NOT_RUN, "the test makes more than " + MOST_CALLS + " calls");
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
            return new End(
                    CaseStatus.NOT_RUN,
                    event.path("unsupported").asText()
                            + "; in_process allows the test to run in the submission's process, where a verdict can be forged",
                    true);
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

    /** Why an answer is none that our side of the submission gives: then the submission wrote it. */
    private static @Nullable String malformed(JsonNode answer, int args) {
        try {
            JsonNode error = answer.path("error");
            if (!error.isMissingNode()) {
                return error.path("type").isTextual()
                                && error.path("message").isTextual()
                                && error.path("bases").isArray()
                        ? null
                        : "an error that is none";
            }
            if (answer.has("missing") || answer.has("unsupported")) {
                return null;
            }
            if (!answer.has("value")) {
                return "an answer without a value";
            }
            PlainData.check(answer.get("value"));
            for (var changed : answer.path("args").properties()) {
                if (!isPlace(changed.getKey(), args)) {
                    return "a change of an argument that there is not";
                }
                PlainData.check(changed.getValue());
            }
            return !answer.has("same")
                            || (answer.get("same").isInt()
                                    && isPlace(answer.get("same").asText(), args))
                    ? null
                    : "an argument that there is not";
        } catch (IllegalArgumentException e) {
            return "an answer that is no plain data: " + e.getMessage();
        }
    }

    private static boolean isPlace(String text, int count) {
        return text.matches("[0-9]{1,6}") && Integer.parseInt(text) < count;
    }
}
