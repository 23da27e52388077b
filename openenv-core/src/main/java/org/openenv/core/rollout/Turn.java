package org.openenv.core.rollout;

import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/**
 * One step of an episode.
 *
 * @param action what was done
 * @param result what came of it
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 */
public record Turn<A extends Action, O extends Observation>(A action, StepResult<O> result) {}
