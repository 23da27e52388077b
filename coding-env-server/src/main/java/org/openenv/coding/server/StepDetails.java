package org.openenv.coding.server;

/**
 * What each step's metadata tells beside what came of the program. Immutable.
 *
 * @param usage whether times and memory are told; they differ from run to run, so that an episode can't be had again to the
 *     letter
 * @param lastCode whether the program's text is sent back, up to {@value #LONGEST_CODE} characters
 */
public record StepDetails(boolean usage, boolean lastCode) {

    /** A longer program is not sent back: metadata stands twice in an answer, and a large one might not fit. */
    static final int LONGEST_CODE = 100_000;

    private static final String USAGE = "usage";
    private static final String LAST_CODE = "last_code";

    /**
     * Returns what is told without asking: what the Python reference tells, and nothing that differs from run to run.
     *
     * @return the program's text, no usage
     */
    public static StepDetails defaults() {
        return new StepDetails(false, true);
    }

    /** Returns what a reset asks for, this where it does not say. */
    StepDetails asked(Extras extras) {
        return new StepDetails(extras.truth(USAGE, usage), extras.truth(LAST_CODE, lastCode));
    }
}
