package org.openenv.coding.grading;

import java.util.Locale;

/** How a case ended: a closed set. */
public enum CaseStatus {
    /** As it should. */
    PASSED,
    /** It answered, but not what was expected. */
    WRONG_ANSWER,
    /** An exception, an exit code other than 0, or a text that is not Python. */
    RUNTIME_ERROR,
    /** Its time was up. */
    TIMEOUT,
    /** It used more memory than it may. */
    MEMORY_LIMIT,
    /** It wrote more than is kept. */
    OUTPUT_LIMIT,
    /** Its process died, or ended before it had answered. */
    CRASHED,
    /** It was not run to a verdict: after a failure, without time, or with a test that can't be carried out. */
    NOT_RUN;

    /**
     * Returns the status's name on the wire.
     *
     * @return lower case with hyphens, such as {@code wrong-answer}
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
