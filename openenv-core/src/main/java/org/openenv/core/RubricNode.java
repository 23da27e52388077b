package org.openenv.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A rubric as a description of an environment tells it, without its scores. Immutable.
 *
 * @param name {@code root}, or {@code root.} and the path of a part, such as {@code root.style.length}
 * @param className what it is
 * @param children the full names of its parts, in order; empty for a leaf
 * @param aggregation how its parts' scores become its own: {@code weighted_sum}, {@code sequential}, {@code gate}, {@code leaf}
 *     where it has no parts, or {@code unknown}
 * @param config what that needs: {@code weights}, {@code threshold}
 */
public record RubricNode(
        String name, String className, List<String> children, String aggregation, Map<String, Object> config) {

    /** The name of the rubric that is no part of another. */
    public static final String ROOT = "root";

    /** Checks and copies. */
    public RubricNode {
        Objects.requireNonNull(name, "name is required");
        Objects.requireNonNull(className, "className is required");
        Objects.requireNonNull(aggregation, "aggregation is required");
        children = List.copyOf(children);
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }
}
