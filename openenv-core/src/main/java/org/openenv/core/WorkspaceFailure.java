package org.openenv.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why something can't be done with a file of a {@link Workspace}: what an {@link OpenEnvException} has as its {@code reason}. */
public enum WorkspaceFailure {
    /** There is no such file or folder. */
    NOT_FOUND(404),
    /** The path leads out of the workspace, or in circles. */
    OUTSIDE(403),
    /** It is a folder, or a pipe or the like, where a file is meant. */
    NOT_A_FILE(409),
    /** It, or what it would lie in, is no folder. */
    NOT_A_FOLDER(409),
    /** A file may not be so large. */
    TOO_LARGE(413),
    /** There is no room for it. */
    DISK_FULL(507),
    /** The file is another one now. */
    CHANGED(412),
    /** The system does not allow it. */
    REFUSED(403),
    /** The folder is not empty. */
    NOT_EMPTY(409),
    /** The request makes no sense. */
    BAD_REQUEST(422),
    /** The environment has no files. */
    NO_WORKSPACE(404),
    /** It failed otherwise. */
    FAILED(500);

    private static final String REASON = "reason";

    private final int status;

    WorkspaceFailure(int status) {
        this.status = status;
    }

    /**
     * Returns the HTTP status that says this.
     *
     * @return such as 404
     */
    public int status() {
        return status;
    }

    /**
     * Returns an exception of this kind.
     *
     * @param message what was asked, what was found, what to do
     * @param details further facts, such as {@code left_bytes}; possibly empty
     * @return the exception
     */
    public OpenEnvException exception(String message, Map<String, Object> details) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(REASON, wireName());
        all.putAll(details);
        ErrorCode code = this == FAILED ? ErrorCode.EXECUTION_ERROR : ErrorCode.VALIDATION_ERROR;
        return new OpenEnvException(code, message, all, null);
    }

    /**
     * Returns an exception of this kind.
     *
     * @param message what was asked, what was found, what to do
     * @return the exception
     */
    public OpenEnvException exception(String message) {
        return exception(message, Map.of());
    }

    /**
     * Returns the kind of an exception.
     *
     * @param failure what was thrown
     * @return the kind; empty if it has nothing to do with files
     */
    public static Optional<WorkspaceFailure> of(OpenEnvException failure) {
        return named(failure.details().get(REASON));
    }

    /**
     * Returns the kind of a name.
     *
     * @param name a wire name
     * @return the kind; empty if there is none
     */
    public static Optional<WorkspaceFailure> named(@Nullable Object name) {
        for (WorkspaceFailure failure : values()) {
            if (failure.wireName().equals(name)) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the name on the wire.
     *
     * @return such as {@code not_found}
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
