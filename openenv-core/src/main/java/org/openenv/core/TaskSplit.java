package org.openenv.core;

import java.util.Objects;
import java.util.Set;

/**
 * A part of an environment's tasks, such as those to train with. Immutable.
 *
 * @param name what requests call it
 * @param type what it is for: {@code train}, {@code validation} or {@code test}
 */
public record TaskSplit(String name, String type) {

    private static final Set<String> TYPES = Set.of("train", "validation", "test");

    /** Checks. */
    public TaskSplit {
        Objects.requireNonNull(name, "name is required");
        Objects.requireNonNull(type, "type is required");
    }

    /**
     * Returns a split whose name tells its type.
     *
     * @param name {@code train}, {@code validation} or {@code test}; any other is for validation
     * @return the split
     */
    public static TaskSplit of(String name) {
        return new TaskSplit(name, TYPES.contains(name) ? name : "validation");
    }
}
