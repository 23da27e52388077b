package org.openenv.coding.grading;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How what a script wrote is compared with what it should have written. Immutable.
 *
 * @param kind the way
 * @param tolerance for {@link Kind#FLOAT}: how far numbers may be apart, absolutely or relatively
 * @param checker for {@link Kind#CHECKER}: Python that defines {@code check(input, expected, actual)}, which returns whether
 *     they agree; it runs in a process of its own
 */
public record Comparison(
        Kind kind, double tolerance, @Nullable String checker) {

    /** Trailing white space of each line, and empty lines at the end, do not count. */
    public static final Comparison LINES = new Comparison(Kind.LINES, 0, null);

    /**
     * Returns a comparison without a checker.
     *
     * @param kind the way, not {@link Kind#CHECKER}
     * @return the comparison, with a tolerance of 1e-6
     */
    public static Comparison of(Kind kind) {
        return new Comparison(kind, 1e-6, null);
    }

    /**
     * Returns a comparison by a program.
     *
     * @param checker Python that defines {@code check(input, expected, actual)}
     * @return the comparison
     */
    public static Comparison by(String checker) {
        return new Comparison(Kind.CHECKER, 0, checker);
    }

    /** The ways of comparing. */
    public enum Kind {
        /** Each character counts. */
        EXACT,
        /** Trailing white space of each line, and empty lines at the end, do not count. */
        LINES,
        /** Words, whatever the white space between them. */
        TOKENS,
        /** Words, of which those that are numbers may differ by the tolerance. */
        FLOAT,
        /** Lines in any order. */
        UNORDERED_LINES,
        /** By a program. */
        CHECKER
    }

    /** Checks. */
    public Comparison {
        Objects.requireNonNull(kind, "kind is required");
        checkTolerance(tolerance);
        if ((kind == Kind.CHECKER) == (checker == null)) {
            throw new IllegalArgumentException(
                    kind == Kind.CHECKER ? "checker is required" : "a checker goes with the comparison 'checker' only");
        }
    }

    static void checkTolerance(double tolerance) {
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new IllegalArgumentException("tolerance must be a number from 0, was " + tolerance);
        }
    }
}
