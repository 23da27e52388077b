package org.openenv.core.rubric;

import java.util.List;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/**
 * Scores a whole episode.
 *
 * @param <A> the actions of the environment
 * @param <O> the observations of the environment
 */
@FunctionalInterface
public interface TrajectoryScorer<A extends Action, O extends Observation> {

    /**
     * Scores an episode that is done.
     *
     * @param moves its steps, the first one first; never empty
     * @return the episode's score, finite
     */
    double score(List<Move<A, O>> moves);

    /**
     * One step of an episode.
     *
     * @param action what the agent did
     * @param result what came of it
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     */
    record Move<A extends Action, O extends Observation>(A action, StepResult<O> result) {}
}
