package org.openenv.coding;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a program ended, as {@code metadata.cause} tells it. */
public enum EndCause {
    /** It ran to its end or called {@code sys.exit}. */
    EXITED,
    /** An exception reached the top. */
    EXCEPTION,
    /** Its text is not Python. */
    SYNTAX_ERROR,
    /** Its time was up. */
    TIMEOUT,
    /** The client interrupted it. */
    INTERRUPTED,
    /** It was killed for using more memory than its episode may. */
    MEMORY_LIMIT,
    /** It wrote more than it may. */
    OUTPUT_LIMIT,
    /** It started more processes than it may. */
    PROCESS_LIMIT,
    /** It stored more than it may. */
    DISK_LIMIT,
    /** A signal killed the interpreter. */
    SIGNAL,
    /** The interpreter ended without an answer, or with one that is none. */
    CRASHED,
    /** The session was closed while it ran. */
    CLOSED,
    /** The server does not say, as the Python reference, or says what is none of these. */
    UNKNOWN;

    /**
     * Returns the cause's name on the wire.
     *
     * @return lower case with hyphens, such as {@code memory-limit}
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static EndCause of(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(cause -> cause.wireName().equals(wireName))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
