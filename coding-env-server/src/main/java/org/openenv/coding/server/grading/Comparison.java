package org.openenv.coding.server.grading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** Whether two texts agree; not for {@link Kind#CHECKER}. */
    boolean agree(String expected, String actual) {
        return switch (kind) {
            case EXACT -> expected.equals(actual);
            case LINES -> lines(expected).equals(lines(actual));
            case TOKENS -> tokens(expected).equals(tokens(actual));
            case FLOAT -> close(tokens(expected), tokens(actual));
            case UNORDERED_LINES -> sorted(lines(expected)).equals(sorted(lines(actual)));
            case CHECKER -> throw new IllegalStateException("a checker runs in a process");
        };
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        text.lines().map(String::stripTrailing).forEach(lines::add);
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static List<String> tokens(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
    }

    private static List<String> sorted(List<String> lines) {
        Collections.sort(lines);
        return lines;
    }

    private boolean close(List<String> expected, List<String> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(actual.get(i)) && !close(expected.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean close(String expected, String actual) {
        try {
            return close(Double.parseDouble(expected), Double.parseDouble(actual), tolerance);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** As Python's {@code math.isclose} has it, with one number for both tolerances; NaN is close to NaN. */
    static boolean close(double expected, double actual, double tolerance) {
        if (Double.compare(expected, actual) == 0 || expected == actual) {
            return true;
        }
        if (!Double.isFinite(expected) || !Double.isFinite(actual)) {
            return false;
        }
        return Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
    }
}
