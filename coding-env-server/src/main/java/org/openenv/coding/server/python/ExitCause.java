package org.openenv.coding.server.python;

import java.util.Locale;

/** Why a program ended: a closed set. */
public enum ExitCause {
    /** It ran to its end or called {@code sys.exit}. */
    EXITED,
    /** An exception reached the top. */
    EXCEPTION,
    /** Its text is not Python. */
    SYNTAX_ERROR,
    /** Its time was up. */
    TIMEOUT,
    /** The caller interrupted it. */
    INTERRUPTED,
    /** It was killed for using more memory than its episode may. */
    MEMORY_LIMIT,
    /** It wrote more than it may: an error that it did not catch told it so. */
    OUTPUT_LIMIT,
    /** Reserved: no kernel kills for this; a program that starts more processes than it may gets an error from fork. */
    PROCESS_LIMIT,
    /** It stored more than it may, in one file or in all: an error that it did not catch told it so. */
    DISK_LIMIT,
    /** A signal killed the interpreter. */
    SIGNAL,
    /** The interpreter ended without an answer, or with one that is none. */
    CRASHED,
    /** The session was closed while it ran. */
    CLOSED;

    /**
     * Returns the cause's name on the wire.
     *
     * @return lower case with hyphens, such as {@code memory-limit}
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
