package org.openenv.coding.grading;

import java.util.Objects;

/**
 * A program that is judged. Immutable.
 *
 * @param code its text, whatever that is
 */
public record Submission(String code) {

    /** Checks. */
    public Submission {
        Objects.requireNonNull(code, "code is required");
    }
}
