package org.openenv.examples.farm;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.State;

/** What goes in and out of the farm. */
public final class Farm {

    /** The records of the farm in one value, for its host and its clients. */
    public static final EnvironmentTypes<Job, Report, Books> TYPES =
            new EnvironmentTypes<>(Job.class, Report.class, Books.class);

    private Farm() {}

    /**
     * A job for a machine.
     *
     * @param name what to call it
     * @param millis how long it runs, in milliseconds, zero or more
     */
    public record Job(String name, long millis) implements Action {

        /**
         * Checks.
         *
         * @throws IllegalArgumentException if the time is negative
         */
        public Job {
            Objects.requireNonNull(name, "name is required");
            if (millis < 0) {
                throw new IllegalArgumentException("millis must not be negative, was " + millis);
            }
        }

        Duration duration() {
            return Duration.ofMillis(millis);
        }
    }

    /**
     * What became of a job.
     *
     * @param name the job's name; empty after a reset
     * @param finished whether it ran to its end; otherwise its time was up first
     */
    public record Report(String name, boolean finished) implements Observation {}

    /**
     * Where the episode stands.
     *
     * @param episodeId the episode's name; {@code null} before the first reset
     * @param stepCount how many jobs were given
     * @param finished how many of them ran to their end
     */
    public record Books(@Nullable String episodeId, int stepCount, int finished) implements State {}
}
