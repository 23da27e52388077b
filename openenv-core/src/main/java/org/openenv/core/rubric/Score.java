package org.openenv.core.rubric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * What a rubric found: a number, and how it came about. Immutable.
 *
 * @param value the score, finite
 * @param parts the scores it was made of, by name, in order; empty for a rubric without children
 * @param steps what each step of the episode is credited with, first step first; empty unless the score is that of a whole
 *     episode
 */
public record Score(double value, Map<String, Score> parts, List<Double> steps) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the value is infinite or not a number
     */
    public Score {
        Objects.requireNonNull(parts, "parts is required");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a score must be finite, was " + value);
        }
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        steps = List.copyOf(steps);
    }

    /**
     * Returns a score without parts.
     *
     * @param value the score, finite
     * @return the score
     * @throws IllegalArgumentException if the value is infinite or not a number
     */
    public static Score of(double value) {
        return new Score(value, Map.of(), List.of());
    }

    /**
     * Returns a score made of others.
     *
     * @param value the score, finite
     * @param parts what it was made of, by name
     * @return the score
     * @throws IllegalArgumentException if the value is infinite or not a number
     */
    public static Score of(double value, Map<String, Score> parts) {
        return new Score(value, parts, List.of());
    }

    /**
     * Returns the score of every part, and of the parts' parts, by a path such as {@code style.length}.
     *
     * @return values by path, each part before its own parts
     */
    public Map<String, Double> byPath() {
        Map<String, Double> all = new LinkedHashMap<>();
        visit("", (path, part) -> all.put(path, part.value));
        return all;
    }

    /**
     * Returns the score of every part that has no parts itself, by a path such as {@code style.length}.
     *
     * @return values by path, in order
     */
    public Map<String, Double> leaves() {
        Map<String, Double> all = new LinkedHashMap<>();
        visit("", (path, part) -> {
            if (part.parts.isEmpty()) {
                all.put(path, part.value);
            }
        });
        return all;
    }

    private void visit(String prefix, BiConsumer<String, Score> visitor) {
        parts.forEach((name, part) -> {
            visitor.accept(prefix + name, part);
            part.visit(prefix + name + ".", visitor);
        });
    }

    /**
     * Returns this score as an entry of metadata.
     *
     * @return {@code score}; {@code parts}, values by path, where there are parts; {@code steps} and {@code part_steps}, the
     *     latter by path, where steps are credited
     */
    public Map<String, Object> toMetadata() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", value);
        if (!parts.isEmpty()) {
            fields.put("parts", byPath());
        }
        if (!steps.isEmpty()) {
            fields.put("steps", steps);
        }
        Map<String, Object> partSteps = new LinkedHashMap<>();
        visit("", (path, part) -> {
            if (!part.steps.isEmpty()) {
                partSteps.put(path, part.steps);
            }
        });
        if (!partSteps.isEmpty()) {
            fields.put("part_steps", partSteps);
        }
        return fields;
    }
}
