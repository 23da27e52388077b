package org.openenv.core.rubric;

import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/**
 * Is told of each score a rubric gives: the place for a log line or a metric.
 *
 * @param <A> the actions of the environment
 * @param <O> the observations of the environment
 */
@FunctionalInterface
public interface ScoreListener<A extends Action, O extends Observation> {

    /**
     * Hears of a score, on the thread of the step. What it throws fails the step.
     *
     * @param action what the agent did
     * @param result what came of it
     * @param score what the rubric found
     */
    void scored(A action, StepResult<O> result, Score score);
}
