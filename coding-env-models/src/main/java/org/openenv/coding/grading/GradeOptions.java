package org.openenv.coding.grading;

import java.time.Duration;
import java.util.Objects;

/**
 * How a submission is judged. Immutable.
 *
 * @param caseTimeout the wall time of a case, at most the server's step time-out
 * @param totalTimeout the wall time of all cases; what has not begun by then is not run
 * @param memoryBytes the memory of each process, at most the server's limit; zero for that
 * @param parallel how many cases run at once, at most as many as the server has processors
 * @param stopAtFirstFailure whether cases after the first one that fails are not run
 * @param hide whether messages, expected and actual values are left out, as for a model that should not learn the tests
 * @param inProcess whether a test that needs the submission's own objects may run in its process, which makes the verdict forgeable
 * @param score how cases become a score
 */
public record GradeOptions(
        Duration caseTimeout,
        Duration totalTimeout,
        long memoryBytes,
        int parallel,
        boolean stopAtFirstFailure,
        boolean hide,
        boolean inProcess,
        Score score) {

    /**
     * How cases become a score.
     *
     * @param all whether the score is 1 if each case passes and 0 otherwise, rather than the weights' fraction
     * @param first how many cases count, from the first on; 0 for all of them
     */
    public record Score(boolean all, int first) {

        /** Checks. */
        public Score {
            if (first < 0) {
                throw new IllegalArgumentException("first must not be negative, was " + first);
            }
        }
    }

    /** Checks. */
    public GradeOptions {
        positive("caseTimeout", caseTimeout);
        positive("totalTimeout", totalTimeout);
        Objects.requireNonNull(score, "score is required");
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("memoryBytes must not be negative, was " + memoryBytes);
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1, was " + parallel);
        }
    }

    /**
     * Returns the usual: 10 s a case, 5 minutes in all, the server's memory, as many cases at once as there are processors, the fraction
     * of the weights, nothing hidden, and nothing in the submission's process.
     *
     * @return the defaults
     */
    public static GradeOptions defaults() {
        return new GradeOptions(
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                0,
                Runtime.getRuntime().availableProcessors(),
                false,
                false,
                false,
                new Score(false, 0));
    }

    /**
     * Returns these options with another time for each case.
     *
     * @param value a time above zero
     * @return the copy
     */
    public GradeOptions withCaseTimeout(Duration value) {
        return new GradeOptions(value, totalTimeout, memoryBytes, parallel, stopAtFirstFailure, hide, inProcess, score);
    }

    /**
     * Returns these options with another time for all cases together.
     *
     * @param value a time above zero
     * @return the copy
     */
    public GradeOptions withTotalTimeout(Duration value) {
        return new GradeOptions(caseTimeout, value, memoryBytes, parallel, stopAtFirstFailure, hide, inProcess, score);
    }

    /**
     * Returns these options with another bound of memory.
     *
     * @param value bytes of each process, zero for what the server allows
     * @return the copy
     */
    public GradeOptions withMemoryBytes(long value) {
        return new GradeOptions(caseTimeout, totalTimeout, value, parallel, stopAtFirstFailure, hide, inProcess, score);
    }

    /**
     * Returns these options with another number of cases at once.
     *
     * @param value at least 1
     * @return the copy
     */
    public GradeOptions withParallel(int value) {
        return new GradeOptions(
                caseTimeout, totalTimeout, memoryBytes, value, stopAtFirstFailure, hide, inProcess, score);
    }

    /**
     * Returns these options with or without an end at the first failure.
     *
     * @param value {@code true} to run nothing after a failure
     * @return the copy
     */
    public GradeOptions withStopAtFirstFailure(boolean value) {
        return new GradeOptions(caseTimeout, totalTimeout, memoryBytes, parallel, value, hide, inProcess, score);
    }

    /**
     * Returns these options with messages and values left out or not.
     *
     * @param value {@code true} to leave them out
     * @return the copy
     */
    public GradeOptions withHide(boolean value) {
        return new GradeOptions(
                caseTimeout, totalTimeout, memoryBytes, parallel, stopAtFirstFailure, value, inProcess, score);
    }

    /**
     * Returns these options with tests in the submission's process allowed or not.
     *
     * @param value {@code true} to allow them
     * @return the copy
     */
    public GradeOptions withInProcess(boolean value) {
        return new GradeOptions(
                caseTimeout, totalTimeout, memoryBytes, parallel, stopAtFirstFailure, hide, value, score);
    }

    /**
     * Returns these options with another way to a score.
     *
     * @param value how cases become a score
     * @return the copy
     */
    public GradeOptions withScore(Score value) {
        return new GradeOptions(
                caseTimeout, totalTimeout, memoryBytes, parallel, stopAtFirstFailure, hide, inProcess, value);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
