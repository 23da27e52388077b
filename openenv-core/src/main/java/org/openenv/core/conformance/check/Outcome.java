package org.openenv.core.conformance.check;

/**
 * How one check went.
 *
 * @param check the check's name
 * @param promise what it looked for, a sentence
 * @param verdict how it went
 * @param why what was found, or why the check was not made; empty where it passed, or where another outcome says why for several
 */
public record Outcome(String check, String promise, Verdict verdict, String why) {

    /** How a check went. */
    public enum Verdict {
        /** The promise is kept. */
        PASS,
        /** The promise is broken. */
        FAIL,
        /** The check could not be made, or has nothing to say here. */
        SKIPPED
    }
}
