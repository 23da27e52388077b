package org.openenv.coding.grading;

import java.util.List;

/**
 * What a submission is put to. Immutable.
 *
 * @param cases in the order of the verdict, 1 to {@value #MOST}
 */
public record Tests(List<TestCase> cases) {

    /** The most cases of one submission. */
    public static final int MOST = 10_000;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there are none, or too many
     */
    public Tests {
        cases = List.copyOf(cases);
        if (cases.isEmpty() || cases.size() > MOST) {
            throw new IllegalArgumentException("there must be 1 to " + MOST + " cases, were " + cases.size());
        }
    }

    /**
     * Makes tests of a few cases.
     *
     * @param cases in the order of the verdict
     * @return the tests
     */
    public static Tests of(TestCase... cases) {
        return new Tests(List.of(cases));
    }
}
