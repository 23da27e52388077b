package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ProgramError;

/** What is said of an end, in a line. */
final class Told {

    private Told() {}

    static String of(CodeExecResult ran) {
        ProgramError error = ran.error();
        if (error != null) {
            String line = error.line() == null ? "" : " (line " + error.line() + ")";
            return error.type() + (error.message().isEmpty() ? "" : ": " + error.message()) + line;
        }
        return ran.cause().wireName() + ", exit code " + ran.exitCode();
    }

    static boolean memory(CodeExecResult ran) {
        return ran.error() != null && ran.error().type().equals("MemoryError");
    }

    /** An exception that a submission told of. */
    static String of(JsonNode error) {
        String message = error.path("message").asText();
        return error.path("type").asText("an exception") + (message.isEmpty() ? "" : ": " + message);
    }

    static CaseStatus status(JsonNode error) {
        return error.path("type").asText().equals("MemoryError") ? CaseStatus.MEMORY_LIMIT : CaseStatus.RUNTIME_ERROR;
    }
}
