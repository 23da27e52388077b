package org.openenv.core;

import java.util.List;

/**
 * Rewrites the results of an environment: adds rewards, notes metadata, ends an episode.
 *
 * <p>A transform sees the action beside the result. It keeps no state of an episode unless it clears it in {@link
 * #onReset}; one instance serves one environment.
 *
 * @param <A> the actions of the environment
 * @param <O> the observations of the environment
 */
@FunctionalInterface
public interface Transform<A extends Action, O extends Observation> {

    /**
     * Rewrites the result of a step.
     *
     * @param action what the agent did
     * @param result what came of it so far
     * @return the result to go on with, often made by {@link StepResult#plusReward}
     */
    StepResult<O> onStep(A action, StepResult<O> result);

    /**
     * Rewrites the result of a reset. By default it is left alone.
     *
     * @param result the reset's result so far
     * @return the result to go on with
     */
    default StepResult<O> onReset(StepResult<O> result) {
        return result;
    }

    /**
     * Returns the rubric whose scores this transform makes rewards of, for who checks an environment.
     *
     * @return the rubric and its parts, each before its own parts; empty where there is none
     */
    default List<RubricNode> rubric() {
        return List.of();
    }

    /**
     * Returns a transform for a copy of the environment, which knows of the running episode what this one knows. By default
     * that is this transform itself where it has no {@link #onReset}, and so, by contract, nothing of an episode to remember; one
     * that has must say how it is copied.
     *
     * @return the transform that goes with one copy, from here on by itself
     * @throws OpenEnvException if it can't be copied; then its environment can't be forked
     */
    default Transform<A, O> copy() {
        return Copies.orRefuse(this, Transform.class, "onReset", StepResult.class);
    }

    /**
     * Returns a transform that applies this one and then another.
     *
     * @param next what to apply to this transform's results
     * @return both, in order
     */
    default Transform<A, O> andThen(Transform<A, O> next) {
        Transform<A, O> first = this;
        return new Transform<>() {
            @Override
            public StepResult<O> onStep(A action, StepResult<O> result) {
                return next.onStep(action, first.onStep(action, result));
            }

            @Override
            public StepResult<O> onReset(StepResult<O> result) {
                return next.onReset(first.onReset(result));
            }

            @Override
            public Transform<A, O> copy() {
                return first.copy().andThen(next.copy());
            }

            @Override
            public List<RubricNode> rubric() {
                return next.rubric().isEmpty() ? first.rubric() : next.rubric();
            }
        };
    }
}
