package org.openenv.core.rubric;

import java.util.Map;
import java.util.Objects;
import org.openenv.core.Action;
import org.openenv.core.Copies;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;
import org.openenv.core.Transform;

/**
 * Scores a step. The same episode gets the same scores: a rubric asks no clock and draws no random numbers.
 *
 * <p>Most rubrics are a lambda given to {@link Rubrics#scoring}. One that remembers something of the episode forgets it in {@link
 * #reset}; one instance serves one environment, and is used by one thread at a time.
 *
 * @param <A> the actions of the environment
 * @param <O> the observations of the environment
 */
@FunctionalInterface
public interface Rubric<A extends Action, O extends Observation> {

    /**
     * Scores a step.
     *
     * @param action what the agent did
     * @param result what came of it so far
     * @return the score and its parts
     */
    Score score(A action, StepResult<O> result);

    /** Forgets the episode; called before the first step of each. By default there is nothing to forget. */
    default void reset() {}

    /**
     * Returns a rubric for a copy of the environment, which knows of the running episode what this one knows. By default that
     * is this rubric itself where it has no {@link #reset}, and so nothing to forget; one that has must say how it is copied.
     *
     * @return the rubric that goes with one copy, from here on by itself
     * @throws org.openenv.core.OpenEnvException if it can't be copied; then its environment can't be forked
     */
    default Rubric<A, O> copy() {
        return Copies.orRefuse(this, Rubric.class, "reset");
    }

    /**
     * Returns the rubrics this one is made of.
     *
     * @return children by name, in order; possibly empty
     */
    default Map<String, Rubric<A, O>> children() {
        return Map.of();
    }

    /**
     * Returns this rubric, telling a listener of each score it gives.
     *
     * @param listener what to tell
     * @return a rubric with the same scores
     */
    default Rubric<A, O> heardBy(ScoreListener<A, O> listener) {
        return new HeardRubric<>(this, Objects.requireNonNull(listener, "listener is required"));
    }

    /**
     * Returns a transform that makes this rubric's score the reward, whatever the reward was, and notes the score and its
     * parts in {@code metadata.rubric}.
     *
     * @return a transform for {@link org.openenv.core.Environment#with}
     */
    default Transform<A, O> asReward() {
        return new RubricTransform<>(this, (result, score) -> result.withReward(score));
    }

    /**
     * Returns a transform that adds this rubric's score to the reward, and notes the score and its parts in {@code
     * metadata.rubric}.
     *
     * @return a transform for {@link org.openenv.core.Environment#with}
     */
    default Transform<A, O> asBonus() {
        return new RubricTransform<>(this, StepResult::plusReward);
    }
}
