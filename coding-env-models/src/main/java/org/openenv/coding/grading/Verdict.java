package org.openenv.coding.grading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a submission is worth. Immutable.
 *
 * @param score from 0 to 1, by the options' {@link GradeOptions.Score}
 * @param passed how many cases passed
 * @param total how many cases there are
 * @param forgeable whether the submission could have made a part of this up: a test ran in its process, or nothing isolates
 *     processes here
 * @param loadError why the submission could not be loaded; {@code null} where it could, or no case loads it apart from running it
 * @param cases what came of each, in the order of the tests
 */
public record Verdict(
        double score,
        int passed,
        int total,
        boolean forgeable,
        @Nullable String loadError,
        List<CaseVerdict> cases) {

    /** Copies. */
    public Verdict {
        cases = List.copyOf(cases);
    }

    /**
     * Returns whether each case passed.
     *
     * @return {@code true} if so
     */
    public boolean all() {
        return passed == total;
    }
}
