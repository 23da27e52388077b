package org.openenv.coding.server.task;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openenv.coding.grading.GradeOptions;

/**
 * What of a verdict becomes the reward of a step. Immutable.
 *
 * @param all whether the reward is 1 if each case passes and 0 otherwise, rather than the weights' fraction
 * @param first how many cases count, from the first on; 0 for all of them
 */
public record Reward(boolean all, int first) {

    /** The fraction of the cases that passed, by their weights. */
    public static final Reward FRACTION = new Reward(false, 0);

    private static final Pattern FORM = Pattern.compile("(?:(fraction|all)|first[ =-]?([0-9]{1,5}))");

    /** Checks. */
    public Reward {
        if (first < 0) {
            throw new IllegalArgumentException("first must not be negative, was " + first);
        }
    }

    /**
     * Reads a reward as people write it.
     *
     * @param text {@code fraction}, {@code all}, or {@code first N}: the fraction of the first N cases
     * @return the reward
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static Reward of(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        String first = form.matches() ? Objects.requireNonNullElse(form.group(2), "") : "0";
        if (!first.isEmpty() && Integer.parseInt(first) == 0) {
            throw new IllegalArgumentException(
                    "a reward is 'fraction', 'all', or 'first N' with N of at least 1, was '" + text + "'");
        }
        return first.isEmpty()
                ? new Reward("all".equals(form.group(1)), 0)
                : new Reward(false, Integer.parseInt(first));
    }

    GradeOptions.Score score() {
        return new GradeOptions.Score(all, first);
    }

    @Override
    public String toString() {
        return first > 0 ? "first " + first : all ? "all" : "fraction";
    }
}
