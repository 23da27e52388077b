package org.openenv.core.container;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * A container could not be started, did not become ready or could not be removed. The message says what was asked, what
 * the engine said, and what to do.
 */
public final class ContainerException extends OpenEnvException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** No engine answers. */
        NO_ENGINE,
        /** The engine does not have the image and can't get it. */
        NO_IMAGE,
        /** Another container has the name. */
        NAME_IN_USE,
        /** Something else listens on the port. */
        PORT_IN_USE,
        /** It was killed because it used more memory than it may have. */
        OUT_OF_MEMORY,
        /** It ended before its server answered. */
        EXITED,
        /** Its server did not answer in time. */
        NOT_READY,
        /** It was closed while somebody waited for it. */
        CLOSED,
        /** The waiting thread was interrupted. */
        INTERRUPTED,
        /** The engine refused for another reason. */
        REFUSED
    }

    private final Kind kind;

    /**
     * Makes an exception.
     *
     * @param kind what went wrong
     * @param message what was asked, what the engine said, what to do
     * @param cause what led to it, or {@code null}
     */
    public ContainerException(Kind kind, String message, @Nullable Throwable cause) {
        super(kind == Kind.INTERRUPTED ? ErrorCode.INTERRUPTED : ErrorCode.CONTAINER_ERROR, message, cause);
        this.kind = Objects.requireNonNull(kind, "kind is required");
    }

    /**
     * Returns what went wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
