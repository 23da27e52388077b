package org.openenv.core.conformance;

/**
 * How one check went.
 *
 * @param check the check's name
 * @param promise what it looked for, a sentence
 * @param verdict how it went
 * @param why what was found, or why the check does not apply; empty where it passed
 */
public record Outcome(String check, String promise, Verdict verdict, String why) {

    /** How a check went. */
    public enum Verdict {
        /** The promise is kept. */
        PASS,
        /** The promise is broken. */
        FAIL,
        /** The check has nothing to say here. */
        NOT_APPLICABLE
    }
}
