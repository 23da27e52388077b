package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.core.OpenEnvException;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.WorkspacePath;

/** Reads what a worker answers to a {@link FileRequest}, or says why it was not done. */
final class FileAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the order of the numbers that workspace.py has for them, from 1. */
    private static final WorkspaceFailure[] FAILURES = {
        WorkspaceFailure.NOT_FOUND,
        WorkspaceFailure.OUTSIDE,
        WorkspaceFailure.NOT_A_FILE,
        WorkspaceFailure.NOT_A_FOLDER,
        WorkspaceFailure.TOO_LARGE,
        WorkspaceFailure.DISK_FULL,
        WorkspaceFailure.CHANGED,
        WorkspaceFailure.REFUSED,
        WorkspaceFailure.NOT_EMPTY
    };

    private static final int FAILURE_BYTES = 21;

    private FileAnswer() {}

    /**
     * Returns what was answered.
     *
     * @throws OpenEnvException if it was not done
     */
    static byte[] content(String path, byte[] answer) throws ProtocolViolation {
        if (answer.length > 0 && answer[0] == 0) {
            return Arrays.copyOfRange(answer, 1, answer.length);
        }
        if (answer.length != FAILURE_BYTES) {
            throw new ProtocolViolation("an answer about a file that is none");
        }
        ByteBuffer fields = ByteBuffer.wrap(answer);
        int status = fields.get() - 1;
        WorkspaceFailure failure = status >= 0 && status < FAILURES.length ? FAILURES[status] : WorkspaceFailure.FAILED;
        throw refusal(failure, path, fields.getLong(), fields.getLong(), fields.getInt());
    }

    private static OpenEnvException refusal(WorkspaceFailure failure, String path, long left, long limit, int error) {
        String name = "'" + (WorkspacePath.isText(path) ? path : WorkspacePath.encode(path)) + "'";
        Map<String, Object> details = new LinkedHashMap<>();
        if (left >= 0) {
            details.put("left_bytes", left);
        }
        if (limit >= 0) {
            details.put("file_limit_bytes", limit);
        }
        boolean ofRoom = failure == WorkspaceFailure.DISK_FULL || failure == WorkspaceFailure.TOO_LARGE;
        return failure.exception(message(failure, name, left, limit, error), ofRoom ? details : Map.of());
    }

    private static String message(WorkspaceFailure failure, String name, long left, long limit, int error) {
        return switch (failure) {
            case NOT_FOUND -> "There is no " + name + " in the workspace.";
            case OUTSIDE ->
                name
                        + " leads out of the workspace, which is the working directory and /tmp, or its links lead in circles.";
            case NOT_A_FILE -> name + " is a folder, a pipe or the like; a file is meant.";
            case NOT_A_FOLDER -> name + ", or what it would lie in, is no folder.";
            case TOO_LARGE ->
                name + " would be larger than a file of this episode may be, " + limit + " bytes (file_size_mb).";
            case DISK_FULL ->
                "There is no room for " + name + ": " + left + " bytes are left on the episode's disk (disk_mb).";
            case CHANGED -> name + " has changed since it was looked at; begin again.";
            case REFUSED -> "The system does not allow this for " + name + ".";
            case NOT_EMPTY -> "The folder " + name + " is not empty; delete it recursively.";
            default -> "This could not be done for " + name + (error == 0 ? "." : ": error " + error + ".");
        };
    }

    static JsonNode json(byte[] content) throws ProtocolViolation {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new ProtocolViolation("an answer about a file that is no JSON");
        }
    }
}
