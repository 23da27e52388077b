package org.openenv.coding.server;

import java.util.EnumSet;
import java.util.Set;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.core.StepOptions;

/**
 * What each step's metadata tells beside what came of the program. Immutable.
 *
 * @param usage whether times and memory are told; they differ from run to run, so that an episode can't be had again to the
 *     letter
 * @param lastCode whether the program's text is sent back, up to {@value #LONGEST_CODE} characters
 * @param options what else is wanted of each program, such as its rich results
 */
public record StepDetails(boolean usage, boolean lastCode, Set<ProgramOption> options) {

    /** A longer program is not sent back: metadata stands twice in an answer, and a large one might not fit. */
    static final int LONGEST_CODE = 100_000;

    private static final String USAGE = "usage";
    private static final String LAST_CODE = "last_code";
    private static final String RESULTS = "results";
    private static final String FIGURE_FORMAT = "figure_format";
    private static final String NOTEBOOK = "notebook";

    /** Those that a step may have, too. */
    static final Set<String> OF_A_STEP = Set.of(
            RESULTS,
            FIGURE_FORMAT,
            NOTEBOOK,
            StepFiles.FILES,
            StepFiles.FETCH,
            StepFiles.CHANGED,
            StepOptions.STREAM,
            StepOptions.INTERACTIVE);

    /** Copies. */
    public StepDetails {
        options = Set.copyOf(options);
    }

    /**
     * Returns what is told without asking: what the Python reference tells, and nothing that differs from run to run.
     *
     * @return the program's text, no usage
     */
    public static StepDetails defaults() {
        return new StepDetails(false, true, Set.of());
    }

    /** Returns what a reset or step asks for, this where it does not say. */
    StepDetails asked(Extras extras) {
        return new StepDetails(extras.truth(USAGE, usage), extras.truth(LAST_CODE, lastCode), options(extras));
    }

    private Set<ProgramOption> options(Extras extras) {
        Set<ProgramOption> wanted = EnumSet.noneOf(ProgramOption.class);
        boolean results = extras.truth(RESULTS, options.contains(ProgramOption.RESULTS));
        if (extras.truth(NOTEBOOK, options.contains(ProgramOption.NOTEBOOK))) {
            wanted.add(ProgramOption.NOTEBOOK);
            results = true; // what a cell shows is what it is for
        }
        if (results) {
            wanted.add(ProgramOption.RESULTS);
        }
        if (extras.choice(FIGURE_FORMAT, options.contains(ProgramOption.SVG) ? "svg" : "png", "png", "svg")
                .equals("svg")) {
            wanted.add(ProgramOption.SVG);
        }
        return wanted;
    }
}
