package org.openenv.core;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy of an environment comes from. Immutable.
 *
 * @param episodeId the episode that was forked; {@code null} if it had not been reset yet
 * @param step how many steps that had taken
 * @param how how the copy was made
 * @param took how long that took
 */
public record ForkedFrom(@Nullable String episodeId, int step, How how, Duration took) {

    /** How a copy was made. */
    public enum How {
        /** From the running environment itself. */
        COPIED,
        /** By taking its steps again; each turned out as it had the first time. */
        REPLAYED;

        /**
         * Returns the name on the wire.
         *
         * @return {@code copied} or {@code replayed}
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks. */
    public ForkedFrom {
        Objects.requireNonNull(how, "how is required");
        Objects.requireNonNull(took, "took is required");
    }
}
