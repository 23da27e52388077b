package org.openenv.coding.grading;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case. Immutable.
 *
 * @param name the case's name
 * @param status how it ended
 * @param message why, empty where it passed
 * @param expected what was expected, capped; {@code null} where it is hidden or there is none
 * @param actual what came instead, capped; {@code null} where it is hidden or there is none
 * @param wall the time it took
 * @param cpu the CPU time that the submission took
 * @param peakMemoryBytes the most memory that the submission's process has had resident
 */
public record CaseVerdict(
        String name,
        CaseStatus status,
        String message,
        @Nullable String expected,
        @Nullable String actual,
        Duration wall,
        Duration cpu,
        long peakMemoryBytes) {

    private static final int MOST = 2000;

    /** Checks, and caps the texts at 2,000 characters. */
    public CaseVerdict {
        Objects.requireNonNull(name, "name is required");
        Objects.requireNonNull(status, "status is required");
        message = capped(message);
        expected = expected == null ? null : capped(expected);
        actual = actual == null ? null : capped(actual);
    }

    /**
     * Returns one that took nothing and compares nothing.
     *
     * @param name the case's name
     * @param status how it ended
     * @param message why
     * @return the verdict
     */
    public static CaseVerdict of(String name, CaseStatus status, String message) {
        return new CaseVerdict(name, status, message, null, null, Duration.ZERO, Duration.ZERO, 0);
    }

    /**
     * Returns this with what was expected and what came.
     *
     * @param wanted what was expected, or {@code null}
     * @param came what came, or {@code null}
     * @return the copy
     */
    public CaseVerdict withValues(@Nullable String wanted, @Nullable String came) {
        return new CaseVerdict(name, status, message, wanted, came, wall, cpu, peakMemoryBytes);
    }

    /**
     * Returns this with another end.
     *
     * @param newStatus how it ended
     * @param newMessage why
     * @return the copy
     */
    public CaseVerdict withStatus(CaseStatus newStatus, String newMessage) {
        return new CaseVerdict(name, newStatus, newMessage, expected, actual, wall, cpu, peakMemoryBytes);
    }

    /**
     * Returns this with the time it took.
     *
     * @param took the wall time
     * @return the copy
     */
    public CaseVerdict withWall(Duration took) {
        return new CaseVerdict(name, status, message, expected, actual, took, cpu, peakMemoryBytes);
    }

    /**
     * Returns this without anything that the case's author may want to keep.
     *
     * @return the copy, without message and values
     */
    public CaseVerdict hidden() {
        return new CaseVerdict(name, status, "", null, null, wall, cpu, peakMemoryBytes);
    }

    private static String capped(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "… (" + text.length() + " characters)";
    }
}
