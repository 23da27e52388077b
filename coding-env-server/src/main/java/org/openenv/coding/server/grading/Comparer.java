package org.openenv.coding.server.grading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openenv.coding.grading.Comparison;

/** Compares what a script wrote with what it should have written. */
final class Comparer {

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

    private static boolean close(String expected, String actual, double tolerance) {
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
