package org.openenv.coding;

import java.util.Objects;
import org.openenv.core.Observation;

/**
 * What a program wrote and how it ended.
 *
 * @param stdout what it wrote to standard output, exactly, up to the server's limit
 * @param stderr what it wrote to standard error, and the traceback of an uncaught exception
 * @param exitCode 0 when it ran to its end, 1 after an uncaught exception, n after {@code sys.exit(n)}, 124 when its time
 *     was up, 128+n when signal n killed it
 */
public record CodeObservation(String stdout, String stderr, int exitCode) implements Observation {

    private static final CodeObservation EMPTY = new CodeObservation("", "", 0);

    /** Checks. */
    public CodeObservation {
        Objects.requireNonNull(stdout, "stdout is required");
        Objects.requireNonNull(stderr, "stderr is required");
    }

    /**
     * Returns what a reset shows.
     *
     * @return no output, exit code 0
     */
    public static CodeObservation empty() {
        return EMPTY;
    }
}
