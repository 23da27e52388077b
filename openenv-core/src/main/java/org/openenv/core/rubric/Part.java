package org.openenv.core.rubric;

import java.util.Objects;
import org.openenv.core.Action;
import org.openenv.core.Observation;

/**
 * A rubric as a part of another: its name there and, for a weighted sum, its weight.
 *
 * @param name the part's name, without dots
 * @param weight what its score is multiplied with in a weighted sum, finite; elsewhere of no effect
 * @param rubric what scores
 * @param <A> the actions of the environment
 * @param <O> the observations of the environment
 */
public record Part<A extends Action, O extends Observation>(String name, double weight, Rubric<A, O> rubric) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the name is blank or has a dot, or the weight is not finite
     */
    public Part {
        Objects.requireNonNull(rubric, "rubric is required");
        if (name.isBlank() || name.contains(".")) {
            throw new IllegalArgumentException("a part's name must not be blank nor have a dot, was '" + name + "'");
        }
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("the weight of '" + name + "' must be finite, was " + weight);
        }
    }

    /** The same part with its rubric's copy. */
    Part<A, O> copy() {
        return new Part<>(name, weight, rubric.copy());
    }
}
