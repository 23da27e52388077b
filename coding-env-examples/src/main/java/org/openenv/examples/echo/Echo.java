package org.openenv.examples.echo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.State;

/** What goes in and out of the echo environment. */
public final class Echo {

    /** The records of the echo environment in one value, for its host and its clients. */
    public static final EnvironmentTypes<Say, Heard, Tally> TYPES =
            new EnvironmentTypes<>(Say.class, Heard.class, Tally.class);

    private Echo() {}

    /**
     * Something to be echoed.
     *
     * @param message what to say
     */
    public record Say(String message) implements Action {

        /** Checks. */
        public Say {
            Objects.requireNonNull(message, "message is required");
        }
    }

    /**
     * The echo.
     *
     * @param message what was said; empty after a reset
     */
    public record Heard(String message) implements Observation {

        /** Checks. */
        public Heard {
            Objects.requireNonNull(message, "message is required");
        }
    }

    /**
     * Where the episode stands.
     *
     * @param episodeId the episode's name; {@code null} before the first reset
     * @param stepCount how many messages have been echoed
     */
    public record Tally(@Nullable String episodeId, int stepCount) implements State {}
}
