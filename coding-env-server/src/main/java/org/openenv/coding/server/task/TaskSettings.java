package org.openenv.coding.server.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How episodes are about tasks. Immutable.
 *
 * @param files where the tasks are read from: files or folders; empty for episodes without tasks
 * @param reward what of a verdict becomes a step's reward
 * @param maxAttempts how many submissions an episode may make; zero for any number
 */
public record TaskSettings(List<Path> files, Reward reward, int maxAttempts) {

    /** Checks and copies. */
    public TaskSettings {
        files = List.copyOf(files);
        Objects.requireNonNull(reward, "reward is required");
        if (maxAttempts < 0) {
            throw new IllegalArgumentException("maxAttempts must not be negative, was " + maxAttempts);
        }
    }

    /**
     * Returns the settings of episodes without tasks.
     *
     * @return no files
     */
    public static TaskSettings none() {
        return new TaskSettings(List.of(), Reward.FRACTION, 0);
    }
}
