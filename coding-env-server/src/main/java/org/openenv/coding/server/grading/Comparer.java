package org.openenv.coding.server.grading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openenv.coding.grading.Comparison;

/** Compares what a script wrote with what it should have written. */
final class Comparer {

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,1000}");

    /** As Python's {@code float} reads them, and not as Java does. */
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(?:(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:e[-+]?[0-9]++)?|inf(?:inity)?|nan)",
            Pattern.CASE_INSENSITIVE);

    private static final double ROUNDING = 1e-12;

    private Comparer() {}

    /** Whether two texts agree; not for {@link Comparison.Kind#CHECKER}. */
    static boolean agree(Comparison how, String expected, String actual) {
        return switch (how.kind()) {
            case EXACT -> expected.equals(actual);
            case LINES -> lines(expected).equals(lines(actual));
            case TOKENS -> tokens(expected).equals(tokens(actual));
            case FLOAT -> close(tokens(expected), tokens(actual), how.tolerance());
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

    private static boolean close(List<String> expected, List<String> actual, double tolerance) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(actual.get(i)) && !close(expected.get(i), actual.get(i), tolerance)) {
                return false;
            }
        }
        return true;
    }

    /** Integers are held to the tolerance itself: what is near a large one is another number all the same. */
    private static boolean close(String expected, String actual, double tolerance) {
        if (INTEGER.matcher(expected).matches() && INTEGER.matcher(actual).matches()) {
            BigDecimal apart =
                    new BigDecimal(expected).subtract(new BigDecimal(actual)).abs();
            return apart.compareTo(new BigDecimal(tolerance)) <= 0;
        }
        if (!NUMBER.matcher(expected).matches() || !NUMBER.matcher(actual).matches()) {
            return false;
        }
        double one = number(expected);
        double other = number(actual);
        boolean tooLarge =
                (Double.isInfinite(one) && hasDigits(expected)) || (Double.isInfinite(other) && hasDigits(actual));
        return !tooLarge
                && close(one, other, INTEGER.matcher(expected).matches() ? rounding(one, tolerance) : tolerance);
    }

    /** What a large integer may be off where it was not written as one: no more than what doubles lose on the way to it. */
    private static double rounding(double integer, double tolerance) {
        return Math.min(tolerance, Math.max(tolerance / Math.max(1, Math.abs(integer)), ROUNDING));
    }

    /** Not infinity itself, but a number that only looks like it as a double. */
    private static boolean hasDigits(String number) {
        return number.chars().anyMatch(Character::isDigit);
    }

    private static double number(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace("infinity", "inf");
        return switch (lower.replaceFirst("^[-+]", "")) {
            case "nan" -> Double.NaN;
            case "inf" -> lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(lower);
        };
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
