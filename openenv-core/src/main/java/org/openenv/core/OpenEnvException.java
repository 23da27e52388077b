package org.openenv.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one exception of this API; its {@linkplain #code() code} says what kind of failure it is and who must act. */
public class OpenEnvException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    /**
     * Makes an exception with a code and a message.
     *
     * @param code what kind of failure
     * @param message what was asked, what was found, what to do
     */
    public OpenEnvException(ErrorCode code, String message) {
        this(code, message, Map.of(), null);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param code what kind of failure
     * @param message what was asked, what was found, what to do
     * @param cause what led to it, or {@code null}
     */
    public OpenEnvException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    /**
     * Makes an exception with details.
     *
     * @param code what kind of failure
     * @param message what was asked, what was found, what to do
     * @param details further fields of the error on the wire, such as {@code errors} or {@code max_sessions}
     * @param cause what led to it, or {@code null}
     */
    public OpenEnvException(ErrorCode code, String message, Map<String, Object> details, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code is required");
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * Returns what kind of failure this is.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * Returns the further fields of the error on the wire.
     *
     * @return details by name, possibly empty
     */
    public Map<String, Object> details() {
        return details == null ? Map.of() : details;
    }
}
